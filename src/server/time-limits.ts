import { BOUNDS } from '../config/bounds.ts';
import type { Config } from '../config/schema.ts';
import type { ToolDefinition } from '../tool-kit/define-tool.ts';

/** When one call has to be over, so that no host gives up on it. */
export interface TimeLimits {
  /** How long all its requests together may take, in milliseconds; when left out, each has only its own deadline. */
  withinMs: number | undefined;
  /** When waiting must end, on the clock of `performance.now()`. */
  waitUntil: number | undefined;
}

/** The limits of a call that begins now. A host that gets progress waits as long as progress comes. */
export function timeLimits(
  { effect, waits }: ToolDefinition,
  { waitWithoutProgressS }: Config,
  hearsProgress: boolean,
): TimeLimits {
  if (!waits) {
    return { withinMs: effect === 'read' ? BOUNDS.readTool.limit : undefined, waitUntil: undefined };
  }
  if (hearsProgress) return { withinMs: undefined, waitUntil: undefined };
  const waitMs = waitWithoutProgressS * 1000;
  return { withinMs: waitMs + BOUNDS.afterWait.limit, waitUntil: performance.now() + waitMs };
}
