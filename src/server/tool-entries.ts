import { entryOf } from '../tool-kit/publish-tool.ts';
import type { ToolEntry } from '../tool-kit/published-tool.ts';
import { tools } from '../tools/catalogue.ts';

/**
 * Every tool as lists show it, in order. The build replaces this file with the JSON, so that a list is answered without
 * loading a tool.
 */
export const entries: readonly ToolEntry[] = tools.map((tool) => entryOf(tool));
