import type { BundleDetail } from '../platform/registry.ts';

/** A secret that a bundle needs, and how that is known. */
export interface NeededSecret {
  name: string;
  /** Where its name stands. */
  says: string;
}

/** The secret that bundles of a platform sign in with, by their convention. */
const BY_PLATFORM: Record<string, string> = {
  kubernetes: 'kubeconfig',
  azure: 'azure_credentials',
  aws: 'aws_credentials',
  gcp: 'gcp_credentials',
};

/** A line about secrets, and the names in it. */
const ABOUT_SECRETS = /secret|credential|kubeconfig|token|password/i;
const SECRET_NAME = /`([a-z][a-z0-9]*(?:_[a-z0-9]+)*)`/g;

/**
 * The secrets of a bundle. The registry has no field for them: they are read from the bundle's description and README,
 * and else follow from its platform.
 */
export function neededSecrets({
  readme,
  doc,
  user_variables,
  configuration_type,
}: BundleDetail): NeededSecret[] {
  const variables = new Set((user_variables ?? []).map(({ name }) => name));
  const named = `${doc ?? ''}\n${readme ?? ''}`
    .split('\n')
    .filter((line) => ABOUT_SECRETS.test(line))
    .flatMap((line) => [...line.matchAll(SECRET_NAME)].map((match) => match[1]!))
    .filter((name) => !variables.has(name) && ABOUT_SECRETS.test(name));
  if (named.length > 0) return [...new Set(named)].map((name) => ({ name, says: "the bundle's README" }));
  const platform = configuration_type?.platform?.toLowerCase() ?? '';
  const name = Object.hasOwn(BY_PLATFORM, platform) ? BY_PLATFORM[platform] : undefined;
  return name
    ? [{ name, says: `convention of ${configuration_type!.platform} bundles; the registry does not say` }]
    : [];
}

/** Tags whose values a variable of a bundle takes, such as the cluster for a context. */
const TAGS_OF: readonly [variable: RegExp, tag: string][] = [
  [/^(?:NAMESPACE|NAMESPACES)$/, 'namespace'],
  [/^(?:CONTEXT|CLUSTER|CLUSTER_NAME|KUBERNETES_CLUSTER)$/, 'cluster'],
  [/^DEPLOYMENT(?:_NAME)?$/, 'deployment'],
  [/^STATEFULSET(?:_NAME)?$/, 'statefulset'],
  [/^DAEMONSET(?:_NAME)?$/, 'daemonset'],
  [/^(?:AWS_|GCP_|AZURE_)?REGION$/, 'region'],
  [/^AWS_ACCOUNT_(?:ID|NAME)$/, 'account'],
  [/^AZ(?:URE)?_RESOURCE_GROUP$/, 'resource_group'],
  [/^AZ(?:URE)?_(?:RESOURCE_)?SUBSCRIPTION(?:_ID|_NAME)?$/, 'subscription'],
  [/^GCP_PROJECT(?:_ID)?$/, 'project'],
];

/** The tag that says what a variable holds; undefined where none is known. */
export function tagOf(variable: string): string | undefined {
  return TAGS_OF.find(([pattern]) => pattern.test(variable))?.[1];
}
