import type { RunbookPayload, SliPayload } from '../platform/slx-sync.ts';
import { bundleFields, SLI_DEFAULTS, secretFields } from '../slx/payloads.ts';

/** A bundle of a code collection, and what it runs with. */
export interface BundleBinding {
  repoUrl: string;
  ref: string;
  /** Such as `codebundles/curl-http-ok`. */
  directory: string;
  configVars: Record<string, string>;
  /** Variable name to the key of the secret. */
  secretVars: Record<string, string>;
  /** Id of the runner; its name where the platform tells no id. */
  runner: string;
}

/** The runbook of a deployed bundle; its config holds the given variables and nothing else. */
export function bundleRunbookPayload(slxId: number, name: string, binding: BundleBinding): RunbookPayload {
  return { slxId, name, ...bindingFields(binding, 'runbook.robot') };
}

/** The SLI of a deployed bundle. */
export function bundleSliPayload(
  slxId: number,
  binding: BundleBinding,
  { intervalSeconds, description }: { intervalSeconds: number; description?: string | undefined },
): SliPayload {
  return {
    slxId,
    ...SLI_DEFAULTS,
    ...(description ? { description } : {}),
    intervalSeconds,
    ...bindingFields(binding, 'sli.robot'),
  };
}

function bindingFields(
  { repoUrl, ref, directory, configVars, secretVars, runner }: BundleBinding,
  file: string,
) {
  return {
    ...bundleFields({ repoUrl, ref, path: `${directory}/${file}`, source: 'explicit' }, runner),
    configProvided: Object.entries(configVars).map(([name, value]) => ({ name, value })),
    ...secretFields(secretVars),
  };
}
