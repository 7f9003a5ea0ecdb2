import { didYouMean, nearest } from '../errors/nearest.ts';
import { COMMANDS } from './command-list.ts';

/** Words that people try first, and what they mean here. */
const MEANT: Record<string, string> = {
  init: 'setup',
  install: 'setup',
  configure: 'setup',
  config: 'doctor',
  status: 'doctor',
  check: 'validate',
  lint: 'validate',
  test: 'run',
  exec: 'run',
  start: 'serve',
  server: 'serve',
  list: 'tools',
  ls: 'tools',
  tool: 'tools',
  auth: 'login',
  signin: 'login',
  signout: 'logout',
  invoke: 'call',
  help: '--help',
};

/** The message for a first word that is no command: it suggests the command that was meant, a tool, or a script. */
export async function unknownCommand(word: string): Promise<string> {
  const said = `error: unknown command '${word}'`;
  const hint = await hintFor(word);
  return `${said}\n${hint ?? 'The commands: runwhen-platform-mcp --help'}`;
}

async function hintFor(word: string): Promise<string | undefined> {
  if (/\.(py|sh|bash)$/.test(word))
    return `To check a script: runwhen-platform-mcp validate ${word}. To run it here: runwhen-platform-mcp run ${word}.`;
  const names = COMMANDS.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const lower = word.toLowerCase();
  const known = Object.hasOwn(MEANT, lower) ? MEANT[lower] : undefined;
  const meant = known && (names.includes(known) || known.startsWith('-')) ? known : nearest(word, names);
  if (meant) return `Did you mean runwhen-platform-mcp ${meant}?`;
  const { tools } = await import('../tools/catalogue.ts');
  const toolNames = tools.map(({ name }) => name);
  const tool = toolNames.includes(word) ? word : nearest(word, toolNames);
  return tool && `Did you mean the tool: runwhen-platform-mcp call ${tool}?`;
}

/** Commander's message, with advice for options that do not exist but that people look for, and the nearest value of one that does. */
export function misusedOption(message: string): string {
  if (/unknown option '--?(token|api-key|password)/.test(message))
    return `${message}A token is not taken on the command line, where others can see it: set RUNWHEN_TOKEN.\n`;
  if (/unknown option '-v'/.test(message)) return message.replace(/\n/, '\n(Did you mean --version?)\n');
  return message.replace(
    /argument '(.*)' is invalid\. Allowed choices are (.*)\.$/m,
    (said, given: string, choices: string) =>
      `${said.slice(0, -1)}${didYouMean(given, choices.split(', '))}.`,
  );
}
