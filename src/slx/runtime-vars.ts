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

const runtimeVariable = z.object({
  name: filled,
  description: z.string(faultOf('must be a string')),
  default: z.string(faultOf('must be a string; it may be empty')),
  validation: z.discriminatedUnion(
    'type',
    [
      z.object({ type: z.literal('regex'), pattern: filled }),
      z.object({
        type: z.literal('enum'),
        values: z.array(z.string('must be a string'), faultOf('must be a list')).min(1, 'must not be empty'),
      }),
    ],
    faultOf('type must be "regex" (with pattern) or "enum" (with values)'),
  ),
});

/** Checks runtime variables all at once. Throws `Refused` with every fault in `detail.errors`. */
export function parseRuntimeVariables(given: readonly unknown[], taskType: TaskType): RuntimeVariable[] {
  if (given.length > 0 && taskType === 'sli') {
    throw refusal(["runtime_vars are for tasks: use task_type='task', or env_vars for an SLI."]);
  }
  const parsed = given.map((entry) => runtimeVariable.safeParse(entry));
  const errors = parsed.flatMap((result, at) => (result.success ? [] : [firstFault(result.error, at)]));
  const variables = parsed.flatMap((result) => (result.success ? [result.data] : []));
  const all = [...errors, ...duplicates(variables)];
  if (all.length > 0) throw refusal(all);
  return variables;
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
