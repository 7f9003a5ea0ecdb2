import type { Config } from '../config/schema.ts';
import { type PublishedTool, publishEntry, type ToolEntry } from '../tool-kit/published-tool.ts';
import { type Choice, checkChoice, REQUEST, reasonAgainst, SERVER } from './choice.ts';
import { entries } from './tool-entries.ts';

/**
 * The tools that this configuration offers, as `tools/list` shows them, narrowed by `narrowing` where the request does so.
 */
export function listTools(config: Config, narrowing?: Choice): PublishedTool[] {
  return offered(config, narrowing).map((tool) => publishEntry(tool, config));
}

/** The tools left by the configuration and by the request, where it narrows them. Throws for unknown names. */
export function offered(config: Config, narrowing?: Choice): readonly ToolEntry[] {
  checkChoice(config, SERVER);
  return entries.filter((tool) => against(tool, config, narrowing) === undefined);
}

/** Why a tool is not offered, as the end of a sentence; undefined where it is. */
export function against(
  tool: Parameters<typeof reasonAgainst>[0],
  config: Config,
  narrowing: Choice | undefined,
): string | undefined {
  return reasonAgainst(tool, config, SERVER) ?? (narrowing && reasonAgainst(tool, narrowing, REQUEST));
}
