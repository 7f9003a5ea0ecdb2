import { didYouMean } from '../errors/nearest.ts';
import { Refused } from '../errors/request-errors.ts';
import type { Discovery } from './bundle.ts';
import { checkMatchRules, MATCH_ALL, type MatchRule } from './match-rules.ts';
import { PLATFORM_PROFILES, type PlatformName } from './platforms.ts';
import { checkResourceTypes } from './resource-types/check.ts';

/** Discovery as a caller writes it; what is left out gets the platform's default. */
export interface DiscoveryInput {
  platform: PlatformName;
  resourceTypes?: string[];
  matchRules?: unknown[];
  qualifiers?: string[];
  resourcePath?: string;
  hierarchy?: string[];
}

/**
 * Checks a bundle's discovery and fills in defaults. Throws `Refused` whose `detail.details` has every problem.
 * Notes say which defaults were taken and what may match nothing.
 */
export function checkDiscovery(input: DiscoveryInput): { discovery: Discovery; notes: string[] } {
  const profile = PLATFORM_PROFILES[input.platform];
  const given = input.resourceTypes ?? [];
  const types = checkResourceTypes(input.platform, given.length > 0 ? given : profile.defaultResourceTypes);
  const match = checkMatchRules(input.matchRules ?? []);
  const qualifiers = [...new Set(input.qualifiers?.length ? input.qualifiers : profile.defaultQualifiers)];

  const details = [
    ...types.problems,
    ...match.problems,
    ...checkQualifiers(input.platform, qualifiers),
    ...checkPlacement(input),
  ];
  if (details.length > 0) throw invalidDiscovery(details);
  return {
    discovery: {
      platform: input.platform,
      resourceTypes: types.types,
      matchRules: match.rules.length > 0 ? match.rules : MATCH_ALL,
      qualifiers,
    },
    notes: [
      ...types.notes,
      ...noteDefault(input, types.types),
      ...noteEmpty(input, qualifiers),
      ...noteAnd(match.rules),
    ],
  };
}

function checkQualifiers(platform: PlatformName, qualifiers: string[]): string[] {
  const { qualifiers: accepted } = PLATFORM_PROFILES[platform];
  return qualifiers
    .filter((qualifier) => !accepted.includes(qualifier))
    .map(
      (qualifier) =>
        `${platform} has no qualifier ${qualifier}${didYouMean(qualifier, accepted)}; it has ${accepted.join(', ')}.`,
    );
}

/** Discovered resources get their place from runwhen-local's own includes. */
function checkPlacement({ platform, resourcePath, hierarchy }: DiscoveryInput): string[] {
  if (platform === 'runwhen') return [];
  const refuse = (name: string) =>
    `${name} cannot be set on ${platform}: it comes from the resource's tags. Leave it out.`;
  return [
    ...(hierarchy?.length ? [refuse('hierarchy')] : []),
    ...(resourcePath ? [refuse('resource_path')] : []),
  ];
}

function noteDefault({ platform, resourceTypes }: DiscoveryInput, types: string[]): string[] {
  if (resourceTypes?.length || platform === 'runwhen') return [];
  return [`No resource_types given: the bundle matches every ${types.join(', ')}.`];
}

/** Empty lists stand for the defaults, which may not be what they were meant for. */
function noteEmpty(
  { platform, resourceTypes, matchRules, qualifiers }: DiscoveryInput,
  used: string[],
): string[] {
  return [
    ...(platform === 'runwhen' && resourceTypes?.length === 0
      ? ['resource_types is empty: it is workspace, the only type of runwhen.']
      : []),
    ...(matchRules?.length === 0 ? ['match_rules is empty: every resource that has a name matches.'] : []),
    ...(qualifiers?.length === 0
      ? [`slx_qualifiers is empty: an SLX is made per ${used.join(' and ')}, the default of ${platform}.`]
      : []),
  ];
}

/** One released builder (50a5c85, match_predicate.py) looks at the first condition of an `and` only. */
function noteAnd(rules: MatchRule[]): string[] {
  const several = rules.some(
    ({ type, ...rule }) => type === 'and' && 'matches' in rule && Object(rule.matches).length > 1,
  );
  if (!several) return [];
  return [
    'Some workspace builders read only the first condition of an "and": write its conditions as separate match_rules, which must all hold.',
  ];
}

function invalidDiscovery(details: string[]): Refused {
  return new Refused(`Invalid discovery platform configuration: ${details.join(' ')}`, {
    hint: 'list_discovery_platforms shows what each platform takes, list_indexed_resource_types its types.',
    detail: { details },
  });
}
