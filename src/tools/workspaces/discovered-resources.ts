import { ownShortName } from '../../names/full-name.ts';
import type { Slx } from '../../platform/slxs.ts';

/** A resource that the platform's indexer found. */
export interface Resource {
  type: string;
  name: string;
  /** Its place in the resource tree, where the platform gives it. */
  path?: string;
  platform?: string;
}

const NAME_KEYS = ['name', 'resource_name', 'resourceName', 'displayName', 'id'];
const PATH_KEYS = ['path', 'resourcePath', 'resource_path', 'qualifiedName', 'qualified_name'];

/** The resources in a reply that the published API leaves untyped: lists of objects or names, by type. */
export function readResources(entities: Record<string, unknown>): Resource[] {
  return Object.entries(entities).flatMap(([type, items]) =>
    Array.isArray(items) ? items.flatMap((item) => resourceOf(type, item) ?? []) : [],
  );
}

/** The resources that SLXs are about, in the same form; for a platform that does not list what it discovered. */
export function resourcesOf(slxs: readonly Slx[]): Record<string, unknown[]> {
  const byType: Record<string, Map<string, unknown>> = {};
  for (const { tags, additionalContext } of slxs) {
    const tag = (wanted: string) => tags?.find(({ name }) => name === wanted)?.value;
    const path = additionalContext?.resourcePath;
    const type = tag('resource_type');
    if (typeof path !== 'string' || path === '' || !type) continue;
    byType[type] ??= new Map();
    byType[type].set(path, { name: path.split('/').at(-1), path, platform: tag('platform') });
  }
  return Object.fromEntries(Object.entries(byType).map(([type, found]) => [type, [...found.values()]]));
}

function resourceOf(type: string, item: unknown): Resource | undefined {
  if (typeof item === 'string') return item.trim() === '' ? undefined : { type, name: item };
  if (typeof item !== 'object' || item === null) return undefined;
  const members = item as Record<string, unknown>;
  const path = textOf(members, PATH_KEYS);
  const name = textOf(members, NAME_KEYS) ?? path?.split('/').at(-1);
  const platform = textOf(members, ['platform']);
  return name === undefined
    ? undefined
    : { type, name, ...(path ? { path } : {}), ...(platform ? { platform } : {}) };
}

function textOf(members: Record<string, unknown>, keys: readonly string[]): string | undefined {
  const value = keys.map((key) => members[key]).find((one) => typeof one === 'string' && one.trim() !== '');
  return value as string | undefined;
}

/**
 * Returns a function that names the SLXs watching a resource: those whose resource path is the resource's, or, if the
 * resource has no path, those whose tag `resource_name` is its name.
 */
export function watchersOf(slxs: readonly Slx[]): (resource: Resource) => string[] {
  const byPath = groupBy(slxs, (slx) => {
    const { resourcePath } = (slx.additionalContext ?? {}) as { resourcePath?: unknown };
    return typeof resourcePath === 'string' ? plainPath(resourcePath) : undefined;
  });
  const byName = groupBy(slxs, (slx) =>
    slx.tags?.find(({ name }) => name === 'resource_name')?.value.toLowerCase(),
  );
  return ({ path, name }) =>
    (path === undefined ? byName.get(name.toLowerCase()) : byPath.get(plainPath(path))) ?? [];
}

/** Paths of SLXs that users wrote begin with `custom/`; the resource's own path does not. */
function plainPath(path: string): string {
  return path
    .toLowerCase()
    .replace(/^\/+|\/+$/g, '')
    .replace(/^custom\//, '');
}

function groupBy(slxs: readonly Slx[], keyOf: (slx: Slx) => string | undefined): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const slx of slxs) {
    const key = keyOf(slx);
    if (!key) continue;
    groups.set(key, [...(groups.get(key) ?? []), ownShortName(slx)]);
  }
  return groups;
}
