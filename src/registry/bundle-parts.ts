import type { BundleDetail, BundleVariable } from '../platform/registry.ts';

/** What of a bundle can be deployed, and from where. */
export interface BundleParts {
  /** Directory in the repository, such as `codebundles/curl-http-ok`; null where the registry does not say. */
  directory: string | null;
  hasRunbook: boolean;
  hasSli: boolean;
}

/** The runbook path of a bundle without a runbook is that of its SLI. */
export function bundleParts({ runbook_path, sli_path }: BundleDetail): BundleParts {
  const some = runbook_path ?? sli_path;
  return {
    directory: some ? some.replace(/\/[^/]+$/, '') : null,
    hasRunbook: runbook_path?.endsWith('/runbook.robot') ?? false,
    hasSli: Boolean(sli_path) || (runbook_path?.endsWith('/sli.robot') ?? false),
  };
}

/** Variables that a deployment has to give a value: the registry stores an absent default as null. */
export function requiredVariables({ user_variables }: BundleDetail): BundleVariable[] {
  return (user_variables ?? []).filter((variable) => variable.default == null);
}

/** The registry's slug of a bundle's directory: lower case, spaces and underscores as hyphens. */
export function bundleSlugOf(directory: string): string {
  const name = directory.split('/').filter(Boolean).at(-1) ?? '';
  return name.toLowerCase().replace(/[ _]/g, '-');
}

/** A repository address without what may vary: `.git`, a final slash, upper case. */
export function repositoryKey(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
}
