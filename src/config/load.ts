import { didYouMean } from '../errors/nearest.ts';
import { ToolError } from '../errors/tool-error.ts';
import { type Option, unquoted } from './option-kinds.ts';
import { OPTIONS } from './options.ts';
import { isPlaceholder } from './placeholder.ts';
import { readProxy } from './proxy.ts';
import type { Config, OptionValues } from './schema.ts';
import { readTelemetry } from './telemetry.ts';

/** Values given on the command line, by option name; `true` for a bare flag. */
export type Flags = Record<string, string | boolean | undefined>;

/** A variable or flag whose value cannot be used. The message names it and the values it takes, never a secret. */
export class InvalidConfiguration extends ToolError {
  constructor(source: string, option: Option, given: string) {
    const shown = option.secret ? 'its value' : JSON.stringify(withoutUserInfo(given));
    super(
      'invalid_arguments',
      `${source} takes ${option.takes}; ${shown} is not${didYouMean(given, option.words ?? [])}.`,
      {
        hint: `Correct ${source}, or remove it${option.default ? ` to use ${option.default}` : ''}.`,
      },
    );
  }
}

/**
 * Parses the configuration. Pure: all input comes as arguments. A blank variable counts as not set.
 * Throws `InvalidConfiguration` for the first bad value; a number in a variable, and a variable of the HTTP server
 * where nothing is served over HTTP, is the default with a warning instead.
 */
export function loadConfig(input: {
  environment: Record<string, string | undefined>;
  flags?: Flags;
  workingDirectory: string;
}): Config {
  const { environment, flags = {}, workingDirectory } = input;
  const warnings = new Set<string>();
  const read = (name: string, tolerant: boolean) => {
    const option = OPTIONS[name as keyof typeof OPTIONS] as Option;
    const warn = (warning: string) => void warnings.add(warning);
    return parseOption(option, { flag: flags[name], variable: environment[option.variable], tolerant, warn });
  };
  const overHttp = read('transport', false) === 'http';
  const values = Object.fromEntries(
    Object.entries(OPTIONS as Record<string, Option>).map(([name, option]) => [
      name,
      read(name, forgives(option, environment, overHttp)),
    ]),
  ) as OptionValues;
  const host = defaultHost(values, flags, environment);
  const { auth0Domain, auth0ConfigUrl } = values;
  if (overHttp && asFlag(environment.FASTMCP_STATELESS_HTTP) === false) warnings.add(ALWAYS_STATELESS);
  return {
    ...values,
    // The sandbox has a token of its own; the platform's is none of its business.
    token: values.sandbox ? undefined : values.token,
    ...(host ? { host } : {}),
    auth0Domain: auth0Domain ?? (auth0ConfigUrl && new URL(auth0ConfigUrl).origin),
    warnings: [...warnings],
    proxy: readProxy(environment),
    otel: readTelemetry(environment),
    lookUpVariable: (name) => environment[name],
    workingDirectory,
  };
}

/** A variable of the Python server that has nothing to set here. */
const ALWAYS_STATELESS =
  'FASTMCP_STATELESS_HTTP=false has no effect: this server keeps nothing between requests, so that any copy answers each.';

function asFlag(value: string | undefined): boolean | undefined {
  const text = value?.trim().toLowerCase();
  return text ? !['0', 'false', 'no', 'off'].includes(text) : undefined;
}

/** No reason not to start; other programs have other words for them. */
const ABOUT_LOGS = ['MCP_LOG_LEVEL', 'MCP_TOOL_TRACE', 'MCP_TELEMETRY'];

/** Whether a variable that cannot be read is the default, with a warning, instead of an error. */
function forgives(option: Option, environment: Record<string, string | undefined>, overHttp: boolean) {
  if (option.section === 'HTTP server' && !overHttp) return true;
  // Kubernetes sets NAME_PORT for a service called NAME.
  if (option.variable === 'MCP_PORT' && /^\w+:\/\//.test(environment.MCP_PORT?.trim() ?? '')) return true;
  if (ABOUT_LOGS.includes(option.variable)) return true;
  return option.kind === 'number' && option.guards !== true && option.section !== 'HTTP server';
}

/**
 * A service that its environment sets up listens on every address, as in a container it must. Never with the
 * sandbox, which executes scripts for whoever reaches it.
 */
function defaultHost(
  { sandbox }: OptionValues,
  flags: Flags,
  environment: Record<string, string | undefined>,
): string | undefined {
  const given = flags.host ?? environment.MCP_HOST?.trim();
  const asService =
    flags.transport === undefined && environment.MCP_TRANSPORT?.trim().toLowerCase() === 'http';
  return !given && asService && !sandbox ? '0.0.0.0' : undefined;
}

interface Given {
  flag: string | boolean | undefined;
  variable: string | undefined;
  /** Whether a variable that cannot be read is the default. */
  tolerant: boolean;
  warn(warning: string): void;
}

function parseOption(option: Option, { flag, variable, tolerant, warn }: Given): unknown {
  const source = flag === undefined ? option.variable : `--${option.flag}`;
  const given = unquoted((flag === undefined ? variable : String(flag))?.trim() ?? '');
  if (!given) return option.fallback;
  const parsed = option.parse(given);
  const isOpen = isPlaceholder(given) || (option.secret && isPlaceholder(String(parsed?.value)));
  if (isOpen && !option.guards && option.section !== 'Project files') {
    warn(
      `${source} holds a placeholder${option.secret ? '' : ` (${given})`}, so it counts as not set. Put a value of your own there.`,
    );
    return option.fallback;
  }
  if (parsed) return parsed.value;
  const error = new InvalidConfiguration(source, option, given);
  if (flag !== undefined || !tolerant) throw error;
  warn(`${error.message} ${option.default ? `${option.default} is used instead` : 'It is not used'}.`);
  return option.fallback;
}

/** A value that was refused may have credentials in any form before an @. */
function withoutUserInfo(given: string): string {
  return given.replace(/^.*@/s, '…@');
}
