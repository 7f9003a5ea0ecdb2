import { z } from 'zod';
import type { ConfigEntry, RuntimeVar, SecretEntry } from '../state/records.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const freeObject = z.record(z.string(), z.unknown());
const configProvided = z.union([z.array(freeObject), freeObject]).nullish();

const slxFields = {
  name: z.string(),
  alias: text,
  statement: text,
  description: text,
  asMeasuredBy: text,
  metricType: z.enum(['gauge', 'counter', 'histogram']).default('gauge'),
  owners: z.array(z.string()).default([]),
  tags: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  configProvided,
  additionalContext: freeObject.default({}),
  icon: text,
  imageUrl: text,
};

const bindingFields = {
  slxId: z.number().int(),
  description: text,
  runnerUuid: text,
  codeBundleRepoUrl: text,
  codeBundleRef: text,
  codeBundlePath: text,
  repositoryId: z
    .number()
    .int()
    .nullish()
    .transform((value) => value ?? null),
  configProvided,
  secretsProvided: z.array(freeObject).default([]),
};

const runbookFields = {
  ...bindingFields,
  name: z.string().default(''),
  runtimeVarsProvided: z.array(freeObject).default([]),
  requirements: freeObject.default({}),
  lookbackWindow: text,
};

const sliFields = {
  ...bindingFields,
  displayUnitsLong: text,
  displayUnitsShort: text,
  intervalStrategy: z.string().default('intermezzo'),
  intervalSeconds: z.number().int().default(300),
  alertConfig: freeObject.nullish().transform((value) => value ?? null),
};

/** Bodies of the three syncs: camelCase or snake_case keys, unknown ones refused. */
export const slxSync = request(slxFields);
export const runbookSync = request(runbookFields);
export const sliSync = request(sliFields);

function request<Fields extends z.ZodRawShape>(fields: Fields) {
  const known = new Set(Object.keys(fields));
  const payload = z.preprocess((value) => toCamelCase(value, known), z.strictObject(fields));
  const envelope = z.strictObject({ payload, lastSyncedAt: z.iso.datetime({ offset: true }).nullish() });
  return z.preprocess((value) => toCamelCase(value, new Set(['lastSyncedAt'])), envelope);
}

/** Renames snake_case keys whose camelCase spelling is known; the rest is left for the schema to refuse. */
function toCamelCase(value: unknown, known: Set<string>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => {
    const camel = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return [known.has(camel) ? camel : key, item];
  });
  return Object.fromEntries(entries);
}

/** Config values as the runner gets them: text, whatever form they were sent in. */
export function configEntries(config: z.output<typeof configProvided>): ConfigEntry[] {
  if (!config) return [];
  if (!Array.isArray(config)) return Object.entries(config).map(([name, value]) => entry(name, value));
  return config.map(({ name, value }) => entry(String(name ?? ''), value));
}

function entry(name: string, value: unknown): ConfigEntry {
  return { name, value: typeof value === 'string' ? value : JSON.stringify(value ?? '') };
}

export function secretEntries(secrets: Record<string, unknown>[]): SecretEntry[] {
  return secrets.map(({ name, workspaceKey, workspace_key: snakeKey }) => ({
    name: String(name ?? ''),
    workspaceKey: String(workspaceKey ?? snakeKey ?? ''),
  }));
}

export function runtimeVariables(variables: Record<string, unknown>[]): RuntimeVar[] {
  return variables.map((variable) => ({
    ...variable,
    name: String(variable.name ?? ''),
    default: String(variable.default ?? ''),
  }));
}
