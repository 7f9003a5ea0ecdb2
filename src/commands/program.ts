import { Command, CommanderError, Option as Flag } from 'commander';
import type { Flags } from '../config/load.ts';
import type { Option } from '../config/option-kinds.ts';
import { OPTIONS } from '../config/options.ts';
import type { Config } from '../config/schema.ts';
import { VERSION } from '../server/identity.ts';
import { readConfig } from './read-config.ts';

/** What a command's own options and arguments are handed over as. */
type Action = (config: Config, args: string[], options: Record<string, unknown>) => Promise<number>;

/** Runs the command that the arguments name; gives the process's exit code. */
export async function runProgram(argv: string[]): Promise<number> {
  let code = 0;
  const act = (load: () => Promise<Action>) =>
    async function (this: Command) {
      const config = await readConfig(flagsOf(this.optsWithGlobals()));
      code = await (await load())(config, this.args, this.opts());
    };
  try {
    await createProgram(act).parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

function createProgram(act: (load: () => Promise<Action>) => (this: Command) => Promise<void>): Command {
  const program = new Command('runwhen-platform-mcp')
    .description('MCP server for the RunWhen platform. Without a command it serves.')
    .version(VERSION)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', `\n${variablesHelp()}`);
  for (const flag of flags()) program.addOption(flag);
  program.hook('preAction', (_program, command) => {
    if (command.name() !== 'serve') endWithReader();
  });

  program
    .command('serve', { isDefault: true })
    .description('serve MCP over standard input and output, or over HTTP with --transport http')
    .action(act(async () => (await import('./serve.ts')).serve));
  program
    .command('demo')
    .description('play a whole session against the sandbox and show each call')
    .action(act(async () => (await import('./demo.ts')).demo));
  program
    .command('sandbox')
    .description('run the sandbox alone and print the variables to use it with')
    .action(act(async () => (await import('./sandbox.ts')).sandbox));
  program
    .command('tools')
    .description('list the tools')
    .option('--json', 'as tools/list would answer')
    .action(act(async () => (await import('./tools.ts')).tools));
  program
    .command('call <tool> [arguments...]')
    .description(
      'call one tool with key=value arguments; JSON on standard output, exit code 1 on a tool error',
    )
    .action(act(async () => (await import('./call.ts')).call));
  program
    .command('validate <file>')
    .description("check a script against the runner's contract, as validate_script does")
    .addOption(new Flag('--interpreter <name>', 'instead of what the file says').choices(['python', 'bash']))
    .addOption(new Flag('--kind <kind>', 'what the script is').choices(['task', 'sli']))
    .option('--json', 'the findings as JSON')
    .action(act(async () => (await import('./validate.ts')).validate));
  return program;
}

/** A reader that has seen enough, such as `head`, is no error; a server ends its own way. */
function endWithReader(): void {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

/** The options given on the command line, by their names inside the program. */
function flagsOf(given: Record<string, unknown>): Flags {
  const named = (Object.entries(OPTIONS) as [string, Option][]).flatMap(([name, { flag }]) => {
    const value = flag && given[camelCase(flag)];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(named) as Flags;
}

function flags(): Flag[] {
  return (Object.values(OPTIONS) as Option[])
    .filter(({ flag }) => flag)
    .map(({ flag, help, takes, variable }) => {
      const value = takes.startsWith('true or false') ? '' : ` <${flag === 'port' ? 'number' : 'value'}>`;
      return new Flag(`--${flag}${value}`, `${help} (${variable})`);
    });
}

const camelCase = (flag: string) => flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function variablesHelp(): string {
  const rows = (Object.values(OPTIONS) as Option[]).map(
    ({ variable, help }) => `  ${variable.padEnd(38)} ${help}`,
  );
  return `Environment variables (also from a file that --env-file names):\n${rows.join('\n')}`;
}
