import { jsonOf } from '../json/json-of.ts';
import type { Runbook, Sli } from '../platform/slxs.ts';
import type { Interpreter } from '../script-rules/script-kind.ts';
import { INTERPRETERS } from '../script-rules/script-kind.ts';

/** A script of an SLX, with the settings that its author gave it. */
export interface CommittedScript {
  script: string;
  interpreter: Interpreter | undefined;
  envVars: Record<string, string>;
  /** Variable name to workspace key. */
  secretVars: Record<string, string>;
  /** Names of the variables that a run may set, each with its default. */
  runtimeVars: Record<string, string>;
  /** Name of the runner location. */
  location: string | undefined;
}

/** Settings of the tool-builder bundle that are not variables of the script. */
const OWN_SETTINGS: ReadonlySet<string> = new Set([
  ...['GEN_CMD', 'INTERPRETER', 'CONFIG_ENV_MAP', 'SECRET_ENV_MAP', 'TASK_TITLE', 'TIMEOUT_SECONDS'],
]);

/** The script of a task or SLI that uses the tool-builder; undefined for any other bundle. */
export function committedScript(committed: Runbook | Sli): CommittedScript | undefined {
  const settings = settingsOf(committed);
  if (settings.GEN_CMD === undefined) return undefined;
  const { spec } = committed;
  const { locations } = spec ?? {};
  return {
    script: Buffer.from(settings.GEN_CMD, 'base64').toString('utf8'),
    interpreter: INTERPRETERS.find((one) => one === settings.INTERPRETER),
    envVars: { ...textsOf(settings.CONFIG_ENV_MAP), ...withoutOwn(settings) },
    secretVars: secretsOf(committed),
    runtimeVars: runtimeVarsOf(committed) ?? {},
    location: textOf(spec?.location) ?? textOf(Array.isArray(locations) ? locations[0] : undefined),
  };
}

interface Settings {
  configProvided?: object | null | undefined;
  spec?: Record<string, unknown> | null | undefined;
}

/** The settings of a bundle, by name. Some platforms send a map instead of the list, some only put it in `spec`. */
export function settingsOf({ configProvided, spec }: Settings): Record<string, string> {
  const given: unknown = configProvided ?? spec?.configProvided ?? {};
  const entries = Array.isArray(given)
    ? given.map(({ name, value }) => [String(name), String(value)])
    : Object.entries(given as object).map(([name, value]) => [name, String(value)]);
  return Object.fromEntries(entries);
}

function withoutOwn(settings: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !OWN_SETTINGS.has(name)));
}

function textsOf(json: string | undefined): Record<string, string> {
  const value = json === undefined ? undefined : jsonOf(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]));
}

function secretsOf({ secretsProvided, spec }: Runbook | Sli): Record<string, string> {
  const secrets = secretsProvided ?? (spec?.secretsProvided as Runbook['secretsProvided']) ?? [];
  return Object.fromEntries(
    secrets.flatMap(({ name, workspaceKey }) => (name && workspaceKey ? [[name, workspaceKey]] : [])),
  );
}

/** Variables that a run may set, each with its default or an empty text; undefined where nothing is said about them. */
export function runtimeVarsOf(committed: Runbook | Sli): Record<string, string> | undefined {
  const { spec } = committed;
  const top = 'runtimeVarsProvided' in committed ? committed.runtimeVarsProvided : undefined;
  const places = [spec?.runtime_vars_provided, spec?.runtimeVarsProvided, top];
  const lists = places.filter((place): place is Record<string, unknown>[] => Array.isArray(place));
  if (lists.length === 0) return undefined;
  return Object.fromEntries(
    lists.flat().map(({ name, default: value }) => [String(name), textOf(value) ?? '']),
  );
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
