import type { ToolDefinition } from './define-tool.ts';

/** Parameters that say where a list begins. */
const BEGINNINGS = new Set(['offset', 'page']);

/**
 * The value, with the call that goes on where it ended written out in `next`, unless it says already how. `given` are the
 * arguments as the caller gave them.
 */
export function withNextCall(
  tool: ToolDefinition,
  given: Record<string, unknown> = {},
  value: unknown,
): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { next_offset: offset, next } = value as { next_offset?: unknown; next?: unknown };
  if (typeof offset !== 'number' || next !== undefined || !('offset' in tool.input.shape)) return value;
  const same = Object.entries(given)
    .filter(([name, one]) => !BEGINNINGS.has(name) && one !== undefined && one !== null)
    .map(([name, one]) => `${name}=${JSON.stringify(one)}`);
  return { ...value, next: `${tool.name}(${[...same, `offset=${offset}`].join(', ')})` };
}
