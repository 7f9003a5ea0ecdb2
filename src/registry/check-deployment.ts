import { Refused } from '../errors/request-errors.ts';
import type { BundleDetail } from '../platform/registry.ts';
import { bundleParts, requiredVariables } from './bundle-parts.ts';

/** What a deployment of a bundle asks for. */
export interface Deployment {
  runbook: boolean;
  sli: boolean;
  configVars: Record<string, string>;
}

/**
 * Checks a deployment against what the registry says of the bundle, and gives notes on what looks unintended.
 * Throws `Refused` where a part does not exist, and where required variables have no value: then `detail.missing`
 * describes each.
 */
export function checkDeployment(bundle: BundleDetail, { runbook, sli, configVars }: Deployment): string[] {
  const { hasRunbook, hasSli } = bundleParts(bundle);
  if (runbook && !hasRunbook) throw noSuchPart(bundle, 'runbook', 'deploy_runbook=false, deploy_sli=true');
  if (sli && !hasSli) throw noSuchPart(bundle, 'SLI', 'deploy_sli=false');
  const missing = requiredVariables(bundle).filter(({ name }) => configVars[name] === undefined);
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name);
    throw new Refused(`${bundle.slug} needs ${names.join(', ')} in config_vars; nothing was sent.`, {
      hint: 'Ask the user for the values, and give "" where one is meant to be empty.',
      detail: {
        missing: missing.map(({ name, description, example }) => ({ name, description, example })),
      },
    });
  }
  return unknownVariables(bundle, configVars);
}

function unknownVariables(
  { slug, user_variables }: BundleDetail,
  configVars: Record<string, string>,
): string[] {
  const known = (user_variables ?? []).map(({ name }) => name);
  const unknown = Object.keys(configVars).filter((name) => !known.includes(name));
  if (unknown.length === 0) return [];
  return [
    `The registry lists no variable ${unknown.join(', ')} for ${slug}; it knows ${known.join(', ') || 'none'}.`,
  ];
}

function noSuchPart({ slug }: BundleDetail, part: string, instead: string): Refused {
  return new Refused(`The bundle ${slug} has no ${part}; nothing was sent.`, {
    hint: `Deploy with ${instead}.`,
  });
}
