import type { Config } from '../config/schema.ts';
import type { Choice } from './choice.ts';

/** Whether a tool is offered. */
export type Offers = (tool: string) => boolean;

/** Which tools are offered; their list is loaded for it only where there is a choice. */
export async function offersOf(config: Config, narrowing?: Choice): Promise<Offers> {
  const { readOnly, toolsets, tools, excludeTools } = config;
  if (!narrowing && !readOnly && toolsets.length + tools.length + excludeTools.length === 0)
    return () => true;
  const { offered } = await import('./tool-list.ts');
  const names = new Set(offered(config, narrowing).map(({ name }) => name));
  return (tool) => names.has(tool);
}
