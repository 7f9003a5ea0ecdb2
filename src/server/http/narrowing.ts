import type { Context } from 'hono';
import { type Choice, checkChoice, REQUEST } from '../choice.ts';

const HEADERS = {
  toolsets: 'x-mcp-toolsets',
  tools: 'x-mcp-tools',
  excludeTools: 'x-mcp-exclude-tools',
} as const;

/**
 * How a request's headers narrow the tools that the server offers; undefined where it has no such header. They can only
 * narrow. Throws `InvalidArguments` for an unknown name.
 */
export function narrowingOf(c: Context): Choice | undefined {
  const readOnly = /^(1|true|yes|on)$/i.test(c.req.header('x-mcp-readonly')?.trim() ?? '');
  const choice: Choice = {
    readOnly,
    toolsets: listOf(c.req.header(HEADERS.toolsets)),
    tools: listOf(c.req.header(HEADERS.tools)),
    excludeTools: listOf(c.req.header(HEADERS.excludeTools)),
  };
  const { toolsets, tools, excludeTools } = choice;
  if (!readOnly && toolsets.length + tools.length + excludeTools.length === 0) return undefined;
  checkChoice(choice, REQUEST);
  return choice;
}

function listOf(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);
}
