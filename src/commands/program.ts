import { Command, CommanderError, Option as Flag } from 'commander';
import type { Flags } from '../config/load.ts';
import type { Option, OptionKind } from '../config/option-kinds.ts';
import { OPTIONS } from '../config/options.ts';
import { VERSION } from '../server/identity.ts';
import type { CommandEntry } from './command-entry.ts';
import { COMMANDS } from './command-list.ts';
import { readConfig } from './read-config.ts';
import { misusedOption, unknownCommand } from './unknown-command.ts';

/** Runs the command that the arguments name; returns the process's exit code. */
export async function runProgram(argv: string[]): Promise<number> {
  let code = 0;
  const act = ({ run }: Pick<CommandEntry, 'run'>) =>
    async function (this: Command) {
      if (/^(--help|-h)$/.test(this.args[0] ?? '')) this.help();
      const flags = flagsOf(this.optsWithGlobals());
      code = await run({ config: () => readConfig(flags), flags, args: this.args, options: this.opts() });
    };
  try {
    await createProgram(act).parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

type Act = (entry: Pick<CommandEntry, 'run'>) => (this: Command) => Promise<void>;

function createProgram(act: Act): Command {
  const program = new Command('runwhen-platform-mcp')
    .description('MCP server for the RunWhen platform. Without a command it runs the server.')
    .version(VERSION)
    .exitOverride()
    .allowExcessArguments()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: (text, write) => write(misusedOption(text)) })
    .addHelpText('after', `\n${variablesHelp()}`);
  for (const flag of flags()) program.addOption(flag);
  program.hook('preAction', (_program, command) => {
    if (command.name() !== 'serve') endWithReader();
  });
  program.action(async function (this: Command) {
    const [word] = this.args;
    if (word !== undefined) this.error(await unknownCommand(word));
    const serve = COMMANDS.find(({ name }) => name === 'serve')!;
    await act(serve).call(this);
  });
  for (const entry of COMMANDS) addCommand(program, entry, act);
  return program;
}

function addCommand(program: Command, entry: CommandEntry, act: Act): void {
  const { name, takes = '', description, options, readsWords, hidden } = entry;
  const command = program
    .command(`${name} ${takes}`.trim(), { hidden: hidden ?? false })
    .description(description)
    .allowExcessArguments(false)
    .action(act(entry));
  for (const flag of options?.() ?? []) command.addOption(flag);
  if (readsWords) command.allowUnknownOption().helpOption(false);
  command.showHelpAfterError(`For its arguments: runwhen-platform-mcp ${name} --help`);
}

/** A reader that stops early, such as `head`, is no error; a server shuts down in its own way. */
function endWithReader(): void {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

/** The options given on the command line, under their names in the configuration. */
function flagsOf(given: Record<string, unknown>): Flags {
  const named = (Object.entries(OPTIONS) as [string, Option][]).flatMap(([name, { flag }]) => {
    const value = flag && given[camelCase(flag)];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(named) as Flags;
}

const VALUE: Record<OptionKind, string> = {
  flag: '',
  number: ' <number>',
  url: ' <url>',
  list: ' <names>',
  text: ' <value>',
  choice: ' <value>',
};

function flags(): Flag[] {
  return (Object.values(OPTIONS) as Option[])
    .filter(({ flag }) => flag)
    .map(({ flag, help, kind, variable }) => new Flag(`--${flag}${VALUE[kind]}`, `${help} (${variable})`));
}

const camelCase = (flag: string) => flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function variablesHelp(): string {
  const rows = (Object.values(OPTIONS) as Option[]).map(
    ({ variable, help }) => `  ${variable.padEnd(38)} ${help}`,
  );
  return `Environment variables (also from a file that --env-file names):\n${rows.join('\n')}`;
}
