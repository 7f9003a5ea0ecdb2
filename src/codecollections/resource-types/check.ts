import { PLATFORM_PROFILES, PLATFORMS, type PlatformName } from '../platforms.ts';
import { ALIASES } from './aliases.ts';
import { RESOURCE_TYPES, searchRequired } from './catalogue.ts';
import { CUSTOM_RESOURCE_FORM, KUBERNETES_CORE_RESOURCES } from './kubernetes.ts';
import { meaningOf, nearestResourceType, sameTable } from './search.ts';

export interface CheckedResourceTypes {
  /** The types without platform prefixes, none twice. */
  types: string[];
  /** What is accepted but worth a second look. */
  notes: string[];
  /** What is refused, each naming the type and what to write instead. */
  problems: string[];
}

/** Checks the resource types of one generation rule. */
export function checkResourceTypes(platform: PlatformName, given: readonly string[]): CheckedResourceTypes {
  const checked: CheckedResourceTypes = { types: [], notes: [], problems: [] };
  for (const entry of given) {
    const { type: written, other } = splitPlatform(platform, entry.trim());
    const type = asListed(platform, written);
    const verdict = other ? otherPlatform(entry, platform) : checkType(platform, type);
    if (verdict.problem) checked.problems.push(verdict.problem);
    else if (!checked.types.includes(type)) checked.types.push(type);
    if (verdict.note) checked.notes.push(verdict.note);
    if (type !== written) checked.notes.push(`${written} is rendered as ${type}.`);
  }
  return checked;
}

/** A type as the catalogue writes it, where it differs in capitals, is an alias, or is a table in the singular or without its prefix. */
function asListed(platform: PlatformName, type: string): string {
  const folded = type.toLowerCase();
  if (RESOURCE_TYPES[platform].some(({ name }) => name === folded)) return folded;
  const alias = meaningOf(ALIASES, platform, folded);
  if (alias || !searchRequired(platform) || isTable(platform, type)) return alias ?? type;
  return sameTable(platform, type) ?? type;
}

type Verdict = { problem?: string; note?: string };

/** An entry may be `platform:type`; only the first colon splits. */
function splitPlatform(platform: PlatformName, entry: string): { type: string; other: boolean } {
  const [, prefix, rest] = /^([a-z_]+):(.*)$/.exec(entry) ?? [];
  if (!PLATFORMS.includes(prefix as PlatformName)) return { type: entry, other: false };
  return { type: rest!, other: prefix !== platform };
}

function otherPlatform(entry: string, platform: PlatformName): Verdict {
  return {
    problem: `${entry} is not a resource type of ${platform}: a generation rule file has one platform.`,
  };
}

function checkType(platform: PlatformName, type: string): Verdict {
  const known = RESOURCE_TYPES[platform].some(({ name }) => name === type);
  if (platform === 'kubernetes' && CUSTOM_RESOURCE_FORM.test(type)) return { note: customResourceNote(type) };
  if (platform === 'kubernetes' && KUBERNETES_CORE_RESOURCES.includes(type)) return { note: coreNote(type) };
  if (known) return {};
  if (searchRequired(platform) && isTable(platform, type)) return { note: unlistedNote(platform, type) };
  return { problem: unknownType(platform, type) };
}

const isTable = (platform: PlatformName, type: string) => new RegExp(`^${platform}(_[a-z0-9]+)+$`).test(type);

const customResourceNote = (type: string) =>
  `${type} is indexed only where the workspace builder may list it; without a version its preferred one is used.`;

const coreNote = (type: string) =>
  `${type} is not a kind that the workspace builder indexes by default. Look for it in the builder's Explorer: a type that is not there silently matches nothing.`;

function unlistedNote(platform: PlatformName, type: string): string {
  const meant = nearestResourceType(platform, type);
  return `${type} is not in the built-in list; a wrong name silently matches nothing.${
    meant ? ` Similar known types: ${meant}.` : ''
  }`;
}

function unknownType(platform: PlatformName, type: string): string {
  const meant = nearestResourceType(platform, type);
  const form = `It is ${PLATFORM_PROFILES[platform].resourceTypeForm}.`;
  return `Unknown ${platform} resource type ${JSON.stringify(type)}. ${meant ? `Did you mean ${meant}? ` : ''}${form}`;
}
