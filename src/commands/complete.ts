import type { Option } from '../config/option-kinds.ts';
import { OPTIONS } from '../config/options.ts';
import type { Config } from '../config/schema.ts';
import { createBackend } from '../server/backend.ts';
import { findTool } from '../server/find-tool.ts';
import { listTools } from '../server/tool-list.ts';
import type { ToolDefinition } from '../tool-kit/define-tool.ts';
import { publishTool } from '../tool-kit/publish-tool.ts';
import type { CommandEntry } from './command-entry.ts';

/** A shell that waits longer feels stuck; past this time, workspaces are left out. */
const WORKSPACES_WITHIN_MS = 2_000;

/** Prints the completions of the last word, one a line: commands, tools, arguments, values, workspaces. */
export async function complete(
  load: () => Promise<Config>,
  words: string[],
  commands: readonly CommandEntry[],
): Promise<number> {
  const current = words.at(-1) ?? '';
  const found = await candidates(load, words.slice(0, -1), current, commands);
  const fitting = found.filter((candidate) => candidate.startsWith(current));
  if (fitting.length > 0) process.stdout.write(`${fitting.join('\n')}\n`);
  return 0;
}

async function candidates(
  load: () => Promise<Config>,
  before: string[],
  current: string,
  commands: readonly CommandEntry[],
): Promise<string[]> {
  const [command, ...rest] = withoutOptions(before);
  if (before.at(-1) === '--workspace') return workspaces(await load());
  if (command === undefined)
    return [...commands.flatMap(({ name, hidden }) => (hidden ? [] : [name])), ...serverFlags()];
  const entry = commands.find(({ name }) => name === command);
  if (!entry) return [];
  if (command === 'completion') return ['bash', 'zsh', 'fish'];
  if (command === 'call' || command === 'tools') {
    const config = await load();
    const [tool] = rest;
    if (tool === undefined) return listTools(config).map(({ name }) => name);
    if (command === 'call') return toolWords(config, tool, before, current);
  }
  return [...valuesOf(entry, before.at(-1)), ...flagsOf(entry), ...serverFlags()];
}

/** Arguments of a tool that are not given yet, and values where the schema or the platform knows them. */
async function toolWords(config: Config, name: string, before: string[], current: string): Promise<string[]> {
  const tool = findTool(config, name);
  if ('unknown' in tool) return [];
  const { properties } = publishTool(tool as ToolDefinition).inputSchema;
  const last = before.at(-1) ?? '';
  const asFlag = /^--([\w-]+)$/.exec(last)?.[1]?.replaceAll('-', '_');
  if (asFlag && asFlag in properties && properties[asFlag]!.type !== 'boolean')
    return valuesOfArgument(config, asFlag, properties[asFlag]!);
  const pair = /^((?:--)?([\w-]+)=)/.exec(current);
  if (pair) {
    const argument = pair[2]!.replaceAll('-', '_');
    const values = await valuesOfArgument(config, argument, properties[argument] ?? {});
    return values.map((value) => `${pair[1]}${value}`);
  }
  const free = Object.keys(properties).filter(
    (argument) => !before.some((word) => word.replaceAll('-', '_').replace(/^__/, '').startsWith(argument)),
  );
  if (current.startsWith('-'))
    return [...free.map((argument) => `--${argument.replaceAll('_', '-')}`), '--json', '--format', '--help'];
  return free.map((argument) => `${argument}=`);
}

async function valuesOfArgument(
  config: Config,
  name: string,
  schema: Record<string, unknown>,
): Promise<string[]> {
  if (name === 'workspace_name') return workspaces(config);
  if (Array.isArray(schema.enum)) return schema.enum.map(String);
  return schema.type === 'boolean' ? ['true', 'false'] : [];
}

/** Names of workspaces, if they can be had quickly; none without a token or an answer. */
async function workspaces(config: Config): Promise<string[]> {
  const tool = findTool(config, 'list_workspaces');
  if ('unknown' in tool) return [];
  const backend = createBackend(config);
  try {
    const platform = await backend.platform({ token: config.token, tool });
    const signal = AbortSignal.timeout(WORKSPACES_WITHIN_MS);
    const { workspaces } = await platform.workspaces.list({ signal });
    return workspaces.map(({ name }) => name);
  } catch {
    return [];
  } finally {
    await backend.close();
  }
}

function valuesOf({ options }: CommandEntry, last: string | undefined): string[] {
  return options?.().find(({ long }) => long === last)?.argChoices ?? [];
}

const flagsOf = ({ options }: CommandEntry) => (options?.() ?? []).map(({ long }) => long ?? '');

const serverFlags = () =>
  (Object.values(OPTIONS) as Option[]).flatMap(({ flag }) => (flag ? [`--${flag}`] : []));

/** The words without the server's options and their values. */
function withoutOptions(words: string[]): string[] {
  const taking = (Object.values(OPTIONS) as Option[])
    .filter(({ kind }) => kind !== 'flag')
    .map(({ flag }) => `--${flag}`);
  return words.filter((word, at) => !word.startsWith('-') && !taking.includes(words[at - 1] ?? ''));
}
