import { setTimeout as sleep } from 'node:timers/promises';
import { Cancelled } from '../errors/platform-errors.ts';
import { Incomplete } from '../errors/request-errors.ts';
import { ToolError } from '../errors/tool-error.ts';
import type { ToolContext } from './define-tool.ts';

const SHORTEST_PAUSE_MS = 250;
const PART_OF_ELAPSED = 0.1;

/**
 * How long to wait before the next look: a tenth of the time that has passed, so that an end is seen at most that much
 * late.
 */
export function pauseAfter(elapsedMs: number, longestMs: number): number {
  return Math.min(Math.max(SHORTEST_PAUSE_MS, elapsedMs * PART_OF_ELAPSED), longestMs);
}

/** What is waited for, and how the caller gets back to it. */
export interface Awaited {
  /** For progress messages, such as `run session 9010`. */
  what: string;
  /** Identifiers that pick the work up again; they go into the error of a cancelled wait. */
  handle: Record<string, unknown>;
  /** The call that looks again. */
  lookAgain: string;
}

/** How a wait ended; without a value the time limit passed first. */
export interface Waited<T> {
  value?: T;
  elapsedSeconds: number;
  /** Why the last look failed, where it did. */
  trouble?: ToolError;
}

/**
 * Looks until there is a value or the time limit has passed, the call's or the configured one: soon at first, then at
 * longer pauses up to the configured one, none longer than a tenth of what has passed. Reports progress with each look.
 * A look that fails for a passing reason is made again. Throws `Cancelled` when the caller cancels and `Incomplete` when
 * a look fails for good, both with the handle.
 */
export async function waitFor<T>(
  look: () => Promise<T | undefined>,
  awaited: Awaited,
  {
    signal,
    progress,
    config,
    waitUntil = Number.POSITIVE_INFINITY,
  }: Pick<ToolContext, 'signal' | 'progress' | 'config' | 'waitUntil'>,
): Promise<Waited<T>> {
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const limit = Math.max(0, Math.min(config.maxPollDurationS, (waitUntil - start) / 1000));
  let trouble: ToolError | undefined;
  for (;;) {
    try {
      const value = await look();
      trouble = undefined;
      if (value !== undefined) return { value, elapsedSeconds: round(elapsed()) };
    } catch (error) {
      if (signal.aborted) throw cancelled(awaited, error);
      if (!(error instanceof ToolError)) throw error;
      if (!error.retryable) throw lookFailed(awaited, error);
      trouble = error;
    }
    await progress(
      Math.min(elapsed(), limit),
      limit,
      `waiting for ${awaited.what}, ${Math.round(elapsed())} s`,
    );
    const left = limit * 1000 - elapsed() * 1000;
    if (left <= 0) return { elapsedSeconds: round(elapsed()), ...(trouble ? { trouble } : {}) };
    const pause = Math.min(pauseAfter(elapsed() * 1000, config.pollIntervalS * 1000), left);
    await sleep(pause, undefined, { signal }).catch((error) => {
      throw cancelled(awaited, error);
    });
  }
}

function cancelled({ what, handle, lookAgain }: Awaited, cause: unknown): Cancelled {
  return new Cancelled(`The wait for ${what} was cancelled; it goes on without this call.`, {
    hint: `Look again with ${lookAgain}.`,
    detail: handle,
    cause,
  });
}

/** The work goes on, but looking at it does not work: the handle must reach the caller with the reason. */
function lookFailed({ what, handle, lookAgain }: Awaited, cause: ToolError): Incomplete {
  return new Incomplete(
    `${capitalise(what)} was started, but its state could not be read: ${cause.message}`,
    {
      hint: `${cause.hint} Then look again with ${lookAgain}.`,
      detail: { ...handle, ...cause.detail },
      status: cause.status,
      cause,
    },
  );
}

const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const round = (seconds: number) => Math.round(seconds * 10) / 10;
