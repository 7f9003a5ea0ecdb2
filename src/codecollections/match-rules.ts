import { z } from 'zod';

const mode = z.enum(['exact', 'substring']);

const Pattern = z.strictObject({
  type: z.literal('pattern'),
  pattern: z.string().min(1),
  properties: z.array(z.string().min(1)).min(1),
  mode: mode.optional(),
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

const Several = z.strictObject({
  type: z.enum(['and', 'or']),
  get matches() {
    return z.array(MatchRule).min(1);
  },
});

const Not = z.strictObject({
  type: z.literal('not'),
  get match(): typeof MatchRule {
    return MatchRule;
  },
});

/** One predicate over a discovered resource, as runwhen-local reads it. */
const MatchRule = z.discriminatedUnion('type', [Pattern, Exists, CustomVariable, Several, Not]);
export type MatchRule = z.output<typeof MatchRule>;

/** Matches every resource that has a name. */
export const MATCH_ALL: MatchRule[] = [
  { type: 'pattern', pattern: '.+', properties: ['name'], mode: 'substring' },
];

/** Checks match rules; each problem names the rule and field by its path. */
export function checkMatchRules(given: readonly unknown[]): { rules: MatchRule[]; problems: string[] } {
  const parsed = z.array(MatchRule).safeParse(given);
  if (parsed.success) return { rules: parsed.data, problems: [] };
  return { rules: [], problems: parsed.error.issues.map(describeIssue) };
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  const [index, ...field] = path;
  const place = [`match_rules[${String(index)}]`, ...field.map(String)].join('.');
  return `${place}: ${message}. Types: pattern (pattern, properties, mode), exists (path, matchEmpty), custom-variable (path, pattern), and/or (matches), not (match).`;
}
