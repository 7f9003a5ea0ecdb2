import { nearest } from '../errors/nearest.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import type { ToolEntry } from '../tool-kit/published-tool.ts';
import { PRESETS } from '../tools/presets.ts';
import { entries } from './tool-entries.ts';

/** Which tools are offered; an empty list chooses nothing, and with all lists empty every tool is offered. */
export interface Choice {
  readOnly: boolean;
  /** Toolsets and presets by name. */
  toolsets: readonly string[];
  /** Tools added to those of the toolsets. */
  tools: readonly string[];
  /** Tools that are left out, whatever else chooses them. */
  excludeTools: readonly string[];
}

/** Who chose, and under which names a caller can choose otherwise. */
export interface Chooser {
  readOnly: string;
  toolsets: string;
  tools: string;
  excludeTools: string;
}

export const SERVER: Chooser = {
  readOnly: 'this server runs read-only (--read-only or MCP_READ_ONLY)',
  toolsets: '--toolsets (MCP_TOOLSETS)',
  tools: '--tools (MCP_TOOLS)',
  excludeTools: '--exclude-tools (MCP_EXCLUDE_TOOLS)',
};

export const REQUEST: Chooser = {
  readOnly: "the request's header X-MCP-Readonly leaves out what changes or executes",
  toolsets: 'the header X-MCP-Toolsets',
  tools: 'the header X-MCP-Tools',
  excludeTools: 'the header X-MCP-Exclude-Tools',
};

const ALL = 'all';

/** Every name that `toolsets` takes. */
export const TOOLSET_NAMES: readonly string[] = [
  ALL,
  ...Object.keys(PRESETS),
  ...new Set(entries.map(({ toolset }) => toolset)),
];

/** What a choice looks at in a tool. */
type Choosable = Pick<ToolEntry, 'name' | 'toolset' | 'effect' | 'writesFiles'>;

/** Why a choice leaves a tool out, as the end of a sentence; undefined where it is offered. */
export function reasonAgainst(tool: Choosable, choice: Choice, by: Chooser): string | undefined {
  const { name, toolset, effect, writesFiles } = tool;
  if (choice.readOnly && (effect !== 'read' || writesFiles)) return by.readOnly;
  if (choice.excludeTools.includes(name)) return `${by.excludeTools} leaves it out`;
  if (choice.toolsets.length + choice.tools.length === 0 || choice.tools.includes(name)) return undefined;
  if (choice.toolsets.some((chosen) => holds(chosen, tool))) return undefined;
  return `${choice.toolsets.length > 0 ? by.toolsets : by.tools} chooses other tools. To have it, add ${toolset} to ${by.toolsets}, or ${name} to ${by.tools}`;
}

function holds(chosen: string, { name, toolset }: Choosable): boolean {
  return chosen === ALL || chosen === toolset || (PRESETS[chosen]?.includes(name) ?? false);
}

/** Throws `InvalidArguments` for an unknown name: a misspelt exclusion must not leave a tool on offer. */
export function checkChoice(choice: Choice, by: Chooser): void {
  const names = entries.map(({ name }) => name);
  check(choice.toolsets, TOOLSET_NAMES, by.toolsets, 'toolset');
  check(choice.tools, names, by.tools, 'tool');
  check(choice.excludeTools, names, by.excludeTools, 'tool');
}

function check(given: readonly string[], known: readonly string[], source: string, what: string): void {
  const unknown = given.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const meant = nearest(unknown, known);
  throw new InvalidArguments(
    `${source}: there is no ${what} ${JSON.stringify(unknown.slice(0, 60))}.${meant ? ` Did you mean ${meant}?` : ''}`,
    {
      hint:
        what === 'toolset'
          ? `Valid names: ${known.join(', ')}.`
          : 'runwhen-platform-mcp tools lists the tools.',
    },
  );
}
