import { BOUNDS } from '../../config/bounds.ts';
import { sleep } from './deadline.ts';

/** How fast each caller's requests may follow one another. */
export interface Pace {
  /** Resolves when the caller's next request may be sent: at once, up to as many as a second may have. */
  turn(caller: string, signal: AbortSignal): Promise<void>;
  /**
   * The platform asked this caller to slow down: no request for that long (at most as long as the bounds allow), then
   * no burst.
   */
  slow(caller: string, ms: number): void;
}

const SECOND_MS = 1_000;
/** Callers that are kept; those that have been quiet for a second are forgotten beyond it. */
const MOST_CALLERS = 1_000;

/** Requests of one caller are spread evenly once a second's worth of them has been sent together. */
export function createPace(): Pace {
  /** When the caller's requests so far would all have been sent, one after another at an even pace. */
  const spent = new Map<string, number>();

  const forgetQuiet = (now: number) => {
    for (const [caller, until] of spent) if (until <= now) spent.delete(caller);
  };

  return {
    turn: async (caller, signal) => {
      const now = performance.now();
      if (spent.size > MOST_CALLERS) forgetQuiet(now);
      const until = Math.max(spent.get(caller) ?? 0, now);
      spent.set(caller, until + SECOND_MS / BOUNDS.callerRate.limit);
      const wait = until - now - SECOND_MS;
      if (wait > 0) await sleep(wait, signal);
    },
    slow: (caller, ms) => {
      const until = performance.now() + Math.min(ms, BOUNDS.slowedDown.limit) + SECOND_MS;
      spent.set(caller, Math.max(spent.get(caller) ?? 0, until));
    },
  };
}
