import { hierarchyNotes } from '../slx/hierarchy.ts';
import { isFullKey } from '../slx/secrets.ts';
import { type Bundle, type Discovery, WORKSPACE_TAGS } from './bundle.ts';
import { COMMON_TEMPLATE_PATHS, PLATFORM_PROFILES, type PlatformName } from './platforms.ts';
import { KUBERNETES_KINDS } from './resource-types/kubernetes.ts';
import { pathOf, readExpressions } from './template-text.ts';

/** Parameters whose template marks were taken apart. */
export function noteParted(parameters: string[]): string[] {
  if (parameters.length === 0) return [];
  return [`Template marks in ${parameters.join(', ')} were split with spaces, so that they stay plain text.`];
}

/** What the builder fills in per resource among the values, and what looks like it but is no variable of it. */
export function noteValues(
  { envVars, secretVars, tags }: Pick<Bundle, 'envVars' | 'secretVars' | 'tags'>,
  { platform, resourceTypes }: Pick<Discovery, 'platform' | 'resourceTypes'>,
): string[] {
  const values = [
    ...Object.entries(envVars),
    ...Object.entries(secretVars),
    ...tags.map(({ name, value }) => [`tag ${name}`, value] as const),
  ];
  return values.flatMap(([name, value]) => {
    const { live, text } = readExpressions(value, platform);
    return [
      ...live.map((expression) => `${name}: ${expression} ${filledIn(expression, platform, resourceTypes)}`),
      ...text.map(
        (written) => `${name}: ${written} stays plain text: it is not a template variable of ${platform}.`,
      ),
    ];
  });
}

/** How an expression is filled in. Jinja renders a missing member as an empty text, without a warning. */
function filledIn(expression: string, platform: PlatformName, types: readonly string[]): string {
  const path = pathOf(expression);
  if (
    path === 'match_resource.resource.metadata.namespace' &&
    types.every((type) => KUBERNETES_KINDS[type]?.namespaced === false)
  )
    return `is rendered empty: a ${types.join(' or ')} is in no namespace. Its own name is {{match_resource.name}}.`;
  const known = { ...COMMON_TEMPLATE_PATHS, ...PLATFORM_PROFILES[platform].templatePaths };
  if (Object.hasOwn(known, path) || path.startsWith('custom.')) return 'is filled in for each resource.';
  return 'is filled in for each resource; it is rendered empty where a resource has no such field, which is not checked here. list_discovery_platforms lists paths that published bundles read.';
}

/** Secrets that are named by a short key: a collection has no workspace in which to look up the full one. */
export function noteSecrets({ secretVars }: Pick<Bundle, 'secretVars'>, platform: PlatformName): string[] {
  return Object.entries(secretVars)
    .filter(([, key]) => !isFullKey(key) && readExpressions(key, platform).live.length === 0)
    .map(
      ([name, key]) =>
        `${name}: ${JSON.stringify(key)} is written as it is; a key on the runner looks like k8s:file@secret/${name}:${name}.`,
    );
}

/** What the builder makes of the place of a workspace's SLX. */
export function notePlace({
  hierarchy = [],
  resourcePath,
  tags,
}: Pick<Bundle, 'hierarchy' | 'resourcePath' | 'tags'>): string[] {
  const own = WORKSPACE_TAGS.map(([name, value]) => ({ name, value }));
  const replaced = hierarchy.length > 0 && resourcePath !== undefined;
  return [
    ...(replaced ? ['The workspace builder replaces resource_path by the tag values of hierarchy.'] : []),
    ...hierarchyNotes({ hierarchy }, [...own, ...tags]),
  ];
}
