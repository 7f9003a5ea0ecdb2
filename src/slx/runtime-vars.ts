import { z } from 'zod';
import { Refused } from '../errors/request-errors.ts';
import type { TaskType } from '../script-rules/script-kind.ts';

/** A value that a user may set for each run of a task. */
export interface RuntimeVariable {
  name: string;
  description: string;
  default: string;
  validation: { type: 'regex'; pattern: string } | { type: 'enum'; values: string[] };
}

const faultOf = (otherwise: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? 'is missing' : otherwise),
});

const filled = z.string(faultOf('must be a string')).min(1, 'must not be empty');

/** The platform accepts any further key, so they are kept. */
const runtimeVariable = z.looseObject({
  name: filled,
  description: z.string(faultOf('must be a string')),
  default: z.string(faultOf('must be a string; it may be empty')),
  validation: z.discriminatedUnion(
    'type',
    [
      z.looseObject({ type: z.literal('regex'), pattern: filled }),
      z.looseObject({
        type: z.literal('enum'),
        values: z.array(z.string('must be a string'), faultOf('must be a list')).min(1, 'must not be empty'),
      }),
    ],
    faultOf('type must be "regex" (with pattern) or "enum" (with values)'),
  ),
});

/** Checks all runtime variables. Throws `Refused` with every problem in `detail.errors`. */
export function parseRuntimeVariables(given: readonly unknown[], taskType: TaskType): RuntimeVariable[] {
  if (given.length > 0 && taskType === 'sli') {
    throw refusal(["runtime_vars are for tasks: use task_type='task', or env_vars for an SLI."]);
  }
  const parsed = given.map((entry) => runtimeVariable.safeParse(withoutNulls(entry)));
  const errors = parsed.flatMap((result, at) => (result.success ? [] : [firstFault(result.error, at)]));
  const variables = parsed.flatMap((result) => (result.success ? [result.data] : []));
  const all = [...errors, ...duplicates(variables)];
  if (all.length > 0) throw refusal(all);
  return variables;
}

/** A key with null means the same as no key. */
const withoutNulls = (entry: unknown) =>
  typeof entry === 'object' && entry !== null
    ? Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null))
    : entry;

/** Keys of the entries whose meaning only the platform knows, such as `runtime_vars[0].unit`. */
export function furtherKeys(variables: readonly RuntimeVariable[]): string[] {
  return variables.flatMap((variable, at) => [
    ...Object.keys(variable)
      .filter((key) => !(key in runtimeVariable.shape))
      .map((key) => `runtime_vars[${at}].${key}`),
    ...Object.keys(variable.validation)
      .filter((key) => !['type', 'pattern', 'values'].includes(key))
      .map((key) => `runtime_vars[${at}].validation.${key}`),
  ]);
}

function firstFault(error: z.ZodError, at: number): string {
  const [issue] = error.issues;
  const place = [`runtime_vars[${at}]`, ...(issue?.path ?? [])].join('.');
  return `${place}: ${issue?.message ?? 'is not valid'}`;
}

function duplicates(variables: readonly RuntimeVariable[]): string[] {
  const names = variables.map(({ name }) => name);
  const repeated = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  return [...repeated].map((name) => `duplicate runtime variable ${name}`);
}

/** A runtime variable must not share its name with a fixed one. Throws `Refused`. */
export function checkOverlaps(
  variables: readonly RuntimeVariable[],
  {
    envVars,
    secretVars,
  }: { envVars: Readonly<Record<string, string>>; secretVars: Readonly<Record<string, string>> },
): void {
  const errors = variables.flatMap(({ name }) => [
    ...(Object.hasOwn(envVars, name) ? [`${name} is in runtime_vars and in env_vars`] : []),
    ...(Object.hasOwn(secretVars, name) ? [`${name} is in runtime_vars and in secret_vars`] : []),
  ]);
  if (errors.length > 0) throw refusal(errors);
}

function refusal(errors: string[]): Refused {
  return new Refused(`runtime_vars cannot be used: ${errors.join('; ')}`, {
    hint: 'Each takes name, description, default (a string, may be empty) and validation: {type: "regex", pattern} or {type: "enum", values}.',
    detail: { field: 'runtime_vars', errors },
  });
}
