import type { Config } from '../config/schema.ts';
import { nearest } from '../errors/nearest.ts';
import type { ToolDefinition } from '../tool-kit/define-tool.ts';
import { tools } from '../tools/catalogue.ts';
import { type Choice, checkChoice, SERVER } from './choice.ts';
import { against, offered } from './tool-list.ts';

const byName = new Map(tools.map((tool) => [tool.name, tool]));

/** The tool with that name; otherwise why there is none: what leaves it out and how to get it, or the nearest name. */
export function findTool(
  config: Config,
  name: string,
  narrowing?: Choice,
): ToolDefinition | { unknown: string } {
  checkChoice(config, SERVER);
  const tool = byName.get(name);
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
