import { ToolError } from '../errors/tool-error.ts';
import type { Option } from './option-kinds.ts';
import { OPTIONS } from './options.ts';
import { readProxy } from './proxy.ts';
import type { Config, OptionValues } from './schema.ts';

/** Values given on the command line, by option name; `true` for a bare flag. */
export type Flags = Record<string, string | boolean | undefined>;

/** A variable or flag whose value cannot be used. The message names it and the values it takes, never a secret. */
export class InvalidConfiguration extends ToolError {
  constructor(source: string, option: Option, given: string) {
    const shown = option.secret ? 'its value' : JSON.stringify(withoutUserInfo(given));
    super('invalid_arguments', `${source} takes ${option.takes}; ${shown} is not.`, {
      hint: `Correct ${source}, or remove it${option.default ? ` to use ${option.default}` : ''}.`,
    });
  }
}

/**
 * Parses the configuration. Pure: all input comes as arguments. A blank variable counts as not set.
 * Throws `InvalidConfiguration` for the first bad value.
 */
export function loadConfig(input: {
  environment: Record<string, string | undefined>;
  flags?: Flags;
  workingDirectory: string;
}): Config {
  const { environment, flags = {}, workingDirectory } = input;
  const values = Object.fromEntries(
    Object.entries(OPTIONS).map(([name, option]) => [
      name,
      parseOption(option as Option, flags[name], environment[option.variable]),
    ]),
  ) as OptionValues;
  return {
    ...values,
    // The sandbox has a token of its own; the platform's is none of its business.
    token: values.sandbox ? undefined : values.token,
    proxy: readProxy(environment),
    lookUpVariable: (name) => environment[name],
    workingDirectory,
  };
}

function parseOption(
  option: Option,
  flag: string | boolean | undefined,
  variable: string | undefined,
): unknown {
  const source = flag === undefined ? option.variable : `--${option.flag}`;
  const given = (flag === undefined ? variable : String(flag))?.trim();
  if (!given) return option.fallback;
  const parsed = option.schema().safeParse(given);
  if (!parsed.success) throw new InvalidConfiguration(source, option, given);
  return parsed.data;
}

/** A value that was refused may have credentials in any form before an @. */
function withoutUserInfo(given: string): string {
  return given.replace(/^.*@/s, '…@');
}
