import { nearest } from '../../errors/nearest.ts';
import type { PlatformName } from '../platforms.ts';
import { RESOURCE_TYPES, type ResourceType } from './catalogue.ts';
import { EVERYDAY_NAMES } from './everyday-names.ts';

/**
 * The platform's types that fit the words, best first: the exact name, then the service, the start of a word,
 * any part, and at last every word somewhere in the name. Types with the full payload come first among equals.
 */
export function searchResourceTypes(platform: PlatformName, query: string): ResourceType[] {
  const folded = fold(query);
  const wanted = meaningOf(EVERYDAY_NAMES, platform, folded) ?? folded;
  if (wanted === '') return [];
  return RESOURCE_TYPES[platform]
    .map((type) => ({ type, score: score(type, platform, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || byUse(a.type, b.type))
    .map(({ type }) => type);
}

/** What a table of names by platform has for one; names that every object has are none of its own. */
export function meaningOf(
  table: Partial<Record<PlatformName, Record<string, string>>>,
  platform: PlatformName,
  name: string,
): string | undefined {
  const names = table[platform] ?? {};
  return Object.hasOwn(names, name) ? names[name] : undefined;
}

/** The known table that a name means without its prefix, in the singular or with other separators: `sqs_queue`. */
export function sameTable(platform: PlatformName, name: string): string | undefined {
  const table = singular(`${platform}_${withoutPlatform(platform, name)}`);
  return RESOURCE_TYPES[platform].find((type) => singular(type.name) === table)?.name;
}

/** The known type that a wrong name most likely means. */
export function nearestResourceType(platform: PlatformName, name: string): string | undefined {
  const shortNames = new Map(
    RESOURCE_TYPES[platform].map((type) => [withoutPlatform(platform, type.name), type.name]),
  );
  const everyday = meaningOf(EVERYDAY_NAMES, platform, fold(name));
  return (
    sameTable(platform, name) ??
    (everyday
      ? searchResourceTypes(platform, everyday)[0]?.name
      : shortNames.get(nearest(withoutPlatform(platform, name), shortNames.keys()) ?? '')) ??
    searchResourceTypes(platform, name)[0]?.name
  );
}

const withoutPlatform = (platform: PlatformName, name: string) =>
  fold(name).replace(new RegExp(`^${platform}_`), '');

const fold = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');

function score({ name, service }: ResourceType, platform: string, wanted: string): number {
  const folded = fold(name);
  if (folded === wanted || folded === `${platform}_${wanted}`) return 6;
  if (service === wanted || `${platform}_${service}` === wanted) return 5;
  if (folded.startsWith(wanted) || folded.startsWith(`${platform}_${wanted}`)) return 4;
  if (folded.includes(`_${wanted}`)) return 3;
  if (folded.includes(wanted)) return 2;
  return wanted.split('_').every((word) => folded.includes(singular(word))) ? 1 : 0;
}

const singular = (word: string) => word.replace(/(?:ies|s)$/, '');

function byUse(a: ResourceType, b: ResourceType): number {
  if (a.fullPayload !== b.fullPayload) return a.fullPayload ? -1 : 1;
  return a.name.length - b.name.length || (a.name < b.name ? -1 : 1);
}
