import type { Config } from '../config/schema.ts';
import { nearest } from '../errors/nearest.ts';
import type { ToolDefinition } from '../tool-kit/define-tool.ts';
import { type PublishedTool, publishTool } from '../tool-kit/publish-tool.ts';
import { tools } from '../tools/catalogue.ts';
import { type Choice, checkChoice, REQUEST, reasonAgainst, SERVER } from './choice.ts';

/** The tools that this configuration offers, as `tools/list` shows them; `narrowing` is what a request leaves of them. */
export function listTools(config: Config, narrowing?: Choice): PublishedTool[] {
  return offered(config, narrowing).map((tool) => publishTool(tool, config));
}

/** The tool of that name, or why there is none: what leaves it out and how to have it, or the nearest name. */
export function findTool(
  config: Config,
  name: string,
  narrowing?: Choice,
): ToolDefinition | { unknown: string } {
  checkChoice(config, SERVER);
  const tool = tools.find((tool) => tool.name === name);
  if (tool) {
    const reason = against(tool, config, narrowing);
    return reason === undefined ? tool : { unknown: `${name} is not offered: ${reason}.` };
  }
  const meant = nearest(
    name,
    offered(config, narrowing).map((tool) => tool.name),
  );
  return { unknown: `There is no tool ${name}.${meant ? ` Did you mean ${meant}?` : ''}` };
}

/** The tools that a configuration, and the request where it narrows them, leave. Throws for names that there are not. */
export function offered(config: Config, narrowing?: Choice): readonly ToolDefinition[] {
  checkChoice(config, SERVER);
  return tools.filter((tool) => against(tool, config, narrowing) === undefined);
}

function against(tool: ToolDefinition, config: Config, narrowing: Choice | undefined): string | undefined {
  return reasonAgainst(tool, config, SERVER) ?? (narrowing && reasonAgainst(tool, narrowing, REQUEST));
}
