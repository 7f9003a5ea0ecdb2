import { readEnvironment } from '../../config/environment.ts';
import { type Flags, loadConfig } from '../../config/load.ts';
import type { Option } from '../../config/option-kinds.ts';
import { OPTIONS } from '../../config/options.ts';
import type { Config } from '../../config/schema.ts';
import { nearest } from '../../errors/nearest.ts';
import { ToolError } from '../../errors/tool-error.ts';
import { withLogin } from '../read-config.ts';
import { type Check, failed, ok, warning } from './check.ts';

/** Prefixes of variables that are this program's, or meant to be. */
const OURS = /^(RW|RUNWHEN|MCP|DEFAULT_WORKSPACE)/;
/** Variables of other programs with the same prefixes, and those that hosts set for their servers. */
const NOT_OURS = /^(RWX_|MCP_(CLIENT|SESSION|CONNECTION|TOOL_TIMEOUT|TIMEOUT|SERVER_NAME|INSPECTOR))/;

/** Reads the configuration as every command does, and says where each value comes from. */
export async function checkSettings(flags: Flags): Promise<{ config: Config | undefined; checks: Check[] }> {
  const workingDirectory = process.cwd();
  try {
    const given = typeof flags.envFile === 'string' ? flags.envFile : undefined;
    const environment = await readEnvironment(workingDirectory, given);
    const { variables, fileVariables, unreadFile } = environment;
    const config = await withLogin(loadConfig({ environment: variables, flags, workingDirectory }));
    const sourceOf = (name: string, { flag, variable }: Option) => {
      if (flags[name] !== undefined) return `--${flag}`;
      if (!variables[variable]?.trim()) return undefined;
      return fileVariables.includes(variable) ? `the file that ${OPTIONS.envFile.variable} names` : variable;
    };
    const set = (Object.entries(OPTIONS) as [string, Option][]).flatMap(([name, option]) => {
      const source = sourceOf(name, option);
      return source === undefined
        ? []
        : [ok(option.variable, `${shown(option, config[name as keyof Config])} from ${source}`)];
    });
    return {
      config,
      checks: [
        ...set,
        ...config.warnings.map((said) => warning('settings', said, 'Correct or remove it.')),
        ...(unreadFile
          ? [warning('.env', `${unreadFile} is not read.`, 'Name it with --env-file to have it read.')]
          : []),
        ...misspelt(variables),
      ],
    };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { config: undefined, checks: [failed('settings', error.message, error.hint)] };
  }
}

function shown({ secret }: Option, value: unknown): string {
  if (value === undefined) return 'a placeholder that counts as not set';
  return secret ? `(${String(value).length} characters, not shown)` : String(value);
}

/** Variables that nothing reads, but that look like ones that are read. */
function misspelt(variables: Record<string, string | undefined>): Check[] {
  const known = Object.values(OPTIONS).map(({ variable }) => variable as string);
  return Object.keys(variables)
    .filter((name) => OURS.test(name) && !NOT_OURS.test(name) && !known.includes(name))
    .flatMap((name) => {
      const meant = nearest(name, known);
      return meant ? [warning(name, 'This variable is not read.', `Did you mean ${meant}?`)] : [];
    });
}
