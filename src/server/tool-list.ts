import type { Config } from '../config/schema.ts';
import { nearest } from '../errors/nearest.ts';
import type { ToolDefinition } from '../tool-kit/define-tool.ts';
import { type PublishedTool, publishTool } from '../tool-kit/publish-tool.ts';
import { tools } from '../tools/catalogue.ts';

/** The tools that this configuration offers, as `tools/list` shows them. */
export function listTools(config: Config): PublishedTool[] {
  return offered(config).map((tool) => publishTool(tool, config));
}

/** The tool of that name, or why there is none, with the nearest name. */
export function findTool(config: Config, name: string): ToolDefinition | { unknown: string } {
  const tool = offered(config).find((tool) => tool.name === name);
  if (tool) return tool;
  if (tools.some((tool) => tool.name === name)) {
    return { unknown: `${name} is not offered: this server runs read-only (--read-only or MCP_READ_ONLY).` };
  }
  const meant = nearest(
    name,
    tools.map((tool) => tool.name),
  );
  return { unknown: `There is no tool ${name}.${meant ? ` Did you mean ${meant}?` : ''}` };
}

function offered(config: Config): readonly ToolDefinition[] {
  return config.readOnly
    ? tools.filter(({ effect, writesFiles }) => effect === 'read' && !writesFiles)
    : tools;
}
