import type { Bundle } from './bundle.ts';
import type { PlatformName } from './platforms.ts';
import { readExpressions } from './template-text.ts';

/** Parameters whose template marks were taken apart. */
export function noteParted(parameters: string[]): string[] {
  if (parameters.length === 0) return [];
  return [`Template marks in ${parameters.join(', ')} were parted by blanks, so that they stay text.`];
}

/** What the builder fills in per resource among the values, and what looks like it but is no variable of it. */
export function noteValues(
  { envVars, secretVars, tags }: Pick<Bundle, 'envVars' | 'secretVars' | 'tags'>,
  platform: PlatformName,
): string[] {
  const values = [
    ...Object.entries(envVars),
    ...Object.entries(secretVars),
    ...tags.map(({ name, value }) => [`tag ${name}`, value] as const),
  ];
  return values.flatMap(([name, value]) => {
    const { live, text } = readExpressions(value, platform);
    return [
      ...live.map((expression) => `${name}: ${expression} is filled in for each resource.`),
      ...text.map((written) => `${name}: ${written} stays text; it is no template variable of ${platform}.`),
    ];
  });
}

/** Tags that the SLX of a workspace has without being given any. */
const WORKSPACE_TAG_NAMES = ['platform', 'resource_type', 'resource_name'];

/** The builder computes the path anew where there is a hierarchy, and skips levels that no tag gives a value. */
export function notePlace({
  hierarchy = [],
  resourcePath,
  tags,
}: Pick<Bundle, 'hierarchy' | 'resourcePath' | 'tags'>): string[] {
  const named = new Set([...WORKSPACE_TAG_NAMES, ...tags.map(({ name }) => name)]);
  const missing = hierarchy.filter((level) => !named.has(level));
  return [
    ...(hierarchy.length > 0 && resourcePath
      ? ['The workspace builder replaces resource_path by the tag values of hierarchy.']
      : []),
    ...(missing.length > 0
      ? [`hierarchy: no tag is named ${missing.join(', ')}, so these levels are skipped.`]
      : []),
  ];
}
