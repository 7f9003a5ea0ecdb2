import { z } from 'zod';
import { sayIssue } from '../errors/say-issue.ts';

const mode = z.enum(['exact', 'substring']);

const name = z.string().min(1);

/** A type other than that of the rule, or `variables` for the builder's own settings. */
const resourceType = z.union([
  name,
  z.strictObject({
    platform: name.optional(),
    resourceType: name,
    group: name.optional(),
    version: name.optional(),
    kind: name.optional(),
  }),
]);

const Pattern = z.strictObject({
  type: z.literal('pattern'),
  pattern: z.string().min(1),
  properties: z.array(z.string().min(1)).min(1),
  mode: mode.optional(),
  resourceType: resourceType.optional(),
});

const Exists = z.strictObject({
  type: z.literal('exists'),
  path: z.string().min(1),
  matchEmpty: z.boolean().optional(),
});

const CustomVariable = z.strictObject({
  type: z.literal('custom-variable'),
  path: z.string().min(1),
  pattern: z.string().min(1),
  mode: mode.optional(),
});

const Leaf = z.discriminatedUnion('type', [Pattern, Exists, CustomVariable]);

/** One predicate over a discovered resource, as runwhen-local reads it. */
export type MatchRule =
  | z.output<typeof Leaf>
  | { type: 'and' | 'or'; matches: MatchRule[] }
  | { type: 'not'; match?: MatchRule; matches?: MatchRule; predicate?: MatchRule };

const MatchRule: z.ZodType<MatchRule> = z.lazy(() => z.discriminatedUnion('type', [Leaf, Several, Not]));

const Several = z.strictObject({ type: z.enum(['and', 'or']), matches: z.array(MatchRule).min(1) });

/** The builder takes the condition under any of three names (its `match_predicate.py`). */
const Not = z
  .strictObject({
    type: z.literal('not'),
    match: MatchRule.optional(),
    matches: MatchRule.optional(),
    predicate: MatchRule.optional(),
  })
  .refine(({ match, matches, predicate }) => [match, matches, predicate].filter(Boolean).length === 1, {
    message: 'takes exactly one condition, under match',
  });

/** Matches every resource that has a name. */
export const MATCH_ALL: MatchRule[] = [
  { type: 'pattern', pattern: '.+', properties: ['name'], mode: 'substring' },
];

/** Checks match rules; each problem names the rule and field by its path. */
export function checkMatchRules(given: readonly unknown[]): { rules: MatchRule[]; problems: string[] } {
  const parsed = z.array(MatchRule).safeParse(given);
  if (parsed.success) return { rules: parsed.data, problems: [] };
  const faults = parsed.error.issues.map((issue) => `${placeOf(issue.path)}: ${sayIssue(issue, given)}`);
  return { rules: [], problems: [...faults.slice(0, -1), `${faults.at(-1)}. ${TYPES}`] };
}

const TYPES =
  'Types: pattern (pattern, properties, mode, resourceType), exists (path, matchEmpty), custom-variable (path, pattern), and/or (matches), not (match).';

const placeOf = ([index, ...field]: readonly PropertyKey[]) =>
  [`match_rules[${String(index)}]`, ...field.map(String)].join('.');
