import { SetupFailure, TaskFailure } from './failures.ts';
import { parsePythonJson } from './python-json.ts';
import { type PythonValue, parseFloatText, typeName } from './python-value.ts';
import { importText, substituteTitle } from './robot-text.ts';
import type { RunSpec } from './run.ts';
import { decodeScript, type Interpreter } from './wrapper.ts';

/** The longest environment string that Linux passes: `NAME=value` with its final zero byte. */
const MAX_ENVIRONMENT_STRING = 128 * 1024;
/** What the platform's bundle has as the default of `TASK_TITLE`: two quote characters. */
const NO_TITLE = "''";
const EMPTY_MAPS = ['', 'null', 'None'];

/** The configuration of a Tool Builder run, after Robot Framework has read it. */
export interface ToolBuilderConfig {
  script: string;
  interpreter: Interpreter;
  /** As output shows it. */
  title: string;
  /** Raw text; `timeoutMs` reads it when the task has begun. */
  timeoutSeconds: string;
  /** True for an author run that tries an SLI script in the task's bundle. */
  testsSli: boolean;
  /** Script environment from `CONFIG_ENV_MAP`, still as JSON values. */
  environment: Map<string, PythonValue>;
  secretNames: string[];
}

/** Reads the variables of a Tool Builder runbook or SLI. Throws `SetupFailure`. */
export function readConfig(spec: RunSpec): ToolBuilderConfig {
  const config = withRuntimeVars(spec);
  for (const [name, value] of Object.entries(config)) checkLength(name, value);
  const text = (name: string, fallback?: string) => {
    const value = config[name] ?? fallback;
    if (value === undefined) throw new SetupFailure(`The variable ${name} is not set.`);
    return importText(name, value);
  };
  const encoded = text('GEN_CMD');
  const interpreter = text('INTERPRETER', 'bash') === 'python' ? 'python' : 'bash';
  const title = substituteTitle(text('TASK_TITLE', NO_TITLE));
  const timeoutSeconds = text('TIMEOUT_SECONDS', '300');
  const testsSli = spec.kind === 'task' && text('RUN_TYPE', 'runbook') === 'sli';
  const map = text('CONFIG_ENV_MAP');
  checkEncodable(map);
  const environment = readMap(map);
  const secretNames = readNames(text('SECRET_ENV_MAP'));
  return {
    script: decodeScript(encoded),
    interpreter,
    title,
    timeoutSeconds,
    testsSli,
    environment,
    secretNames,
  };
}

/** Throws `TaskFailure` for what Python's `float` does not take, and for what is not a length of time. */
export function timeoutMs({ timeoutSeconds }: ToolBuilderConfig): number {
  const seconds = parseFloatText(timeoutSeconds);
  if (seconds !== undefined && Number.isFinite(seconds)) return seconds * 1000;
  throw new TaskFailure(`TIMEOUT_SECONDS is '${timeoutSeconds}', which is not a number of seconds.`);
}

/** The platform adds runtime variables to `CONFIG_ENV_MAP` before the runner sees it. */
function withRuntimeVars({ config, runtimeVars = {} }: RunSpec): Record<string, string> {
  if (Object.keys(runtimeVars).length === 0) return config;
  const map = config.CONFIG_ENV_MAP ?? '';
  const merged = { ...(EMPTY_MAPS.includes(map) ? {} : parseObject(map)), ...runtimeVars };
  return { ...config, CONFIG_ENV_MAP: JSON.stringify(merged) };
}

function parseObject(map: string): object {
  try {
    return JSON.parse(map);
  } catch {
    throw notAMap('CONFIG_ENV_MAP', 'not JSON');
  }
}

/** Robot Framework cannot encode half of a surrogate pair: the suite ends before its setup does. */
function checkEncodable(map: string): void {
  if (!/\\u[dD][89abAB][\da-fA-F]{2}/.test(map)) return;
  throw new SetupFailure(
    "UnicodeEncodeError: 'utf-8' codec can't encode characters: surrogates not allowed. (CONFIG_ENV_MAP holds a character as two JSON escapes.)",
  );
}

function checkLength(name: string, value: string): void {
  const bytes = Buffer.byteLength(`${name}=${value}\0`);
  if (bytes <= MAX_ENVIRONMENT_STRING) return;
  throw new SetupFailure(
    `${name} takes ${bytes} bytes; the runner cannot be given a variable over ${MAX_ENVIRONMENT_STRING}.`,
  );
}

function readMap(text: string): Map<string, PythonValue> {
  if (EMPTY_MAPS.includes(text)) return new Map();
  const value = readJson('CONFIG_ENV_MAP', text);
  if (value instanceof Map) return value;
  throw notAMap('CONFIG_ENV_MAP', `a ${typeName(value)}`);
}

function readNames(text: string): string[] {
  if (EMPTY_MAPS.includes(text)) return [];
  const value = readJson('SECRET_ENV_MAP', text);
  if (value instanceof Map) return [...value.keys()];
  if (!Array.isArray(value)) throw notAMap('SECRET_ENV_MAP', `a ${typeName(value)}`);
  return value.map((name) => {
    if (typeof name === 'string') return name;
    throw new SetupFailure(`SECRET_ENV_MAP names a secret with a ${typeName(name)}, not a string.`);
  });
}

function readJson(name: string, text: string): PythonValue {
  try {
    return parsePythonJson(text);
  } catch (error) {
    throw notAMap(name, `not JSON: ${(error as Error).message}`);
  }
}

function notAMap(name: string, found: string): SetupFailure {
  const wanted = name === 'CONFIG_ENV_MAP' ? 'a JSON object' : 'a JSON array of names';
  return new SetupFailure(`${name} must be ${wanted}; it is ${found}.`);
}
