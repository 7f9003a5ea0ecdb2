import { ToolError } from '../../errors/tool-error.ts';
import { ConnectionFailed } from './connection-error.ts';
import { sleep } from './deadline.ts';

const ATTEMPTS = 3;
const FIRST_WAIT_MS = 250;

/** The platform was too busy or unreachable: the request can be repeated. */
const PASSING = new Set([429, 502, 503, 504]);

export interface RetryOptions {
  /** False where sending it twice could do harm: then only what was certainly never sent is repeated. */
  repeatable: boolean;
  /** When the deadline passes, in milliseconds since the epoch; a longer wait is not started. */
  deadline: number;
  signal: AbortSignal;
  /** Called with the reason for another attempt, and the wait before it. */
  retrying?(error: Error, waitMs: number): void;
}

/** Makes up to three attempts. Waits as long as the platform asks for, otherwise longer each time, with some jitter. */
export async function withRetries<Value>(
  attempt: () => Promise<Value>,
  options: RetryOptions,
): Promise<Value> {
  for (let made = 1; ; made += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (made === ATTEMPTS || !mayRepeat(error, options.repeatable)) throw error;
      const wait = askedWait(error) ?? FIRST_WAIT_MS * 2 ** (made - 1) * (0.5 + Math.random() / 2);
      if (Date.now() + wait >= options.deadline) throw error;
      options.retrying?.(error as Error, Math.round(wait));
      await sleep(wait, options.signal);
    }
  }
}

function mayRepeat(error: unknown, repeatable: boolean): boolean {
  if (error instanceof ConnectionFailed)
    return error.repeat === 'always' || (repeatable && error.repeat === 'harmless');
  return repeatable && error instanceof ToolError && PASSING.has(error.status ?? 0);
}

/** How long the platform asks to wait, in milliseconds; undefined where it does not say. */
export function askedWait(error: unknown): number | undefined {
  const seconds = error instanceof ToolError ? error.retryAfterS : undefined;
  return seconds === undefined ? undefined : seconds * 1000;
}

/** A `Retry-After` header, seconds or a date, in seconds from now; undefined where it is missing or makes no sense. */
export function retryAfterSeconds(header: string | undefined, now = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
