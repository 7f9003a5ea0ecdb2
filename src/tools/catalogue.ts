import type { ToolDefinition } from './define-tool.ts';

/** Every tool of the server, in the order in which hosts list them. */
export const tools: readonly ToolDefinition[] = [];
