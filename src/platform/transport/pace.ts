import { BOUNDS } from '../../config/bounds.ts';
import { sleep } from './deadline.ts';

/** How fast each caller's requests may follow one another. */
export interface Pace {
  /**
   * Resolves when the caller's next request may be sent: at once while the caller is within the requests allowed per second.
   */
  turn(caller: string, signal: AbortSignal): Promise<void>;
  /**
   * The platform asked this caller to slow down: no request for that long (at most as long as the bounds allow), then no
   * burst.
   */
  slow(caller: string, ms: number): void;
}

const SECOND_MS = 1_000;
/** Callers to remember; beyond that, those that have been quiet for a second are forgotten. */
const MOST_CALLERS = 1_000;

/** One second's worth of requests may be sent as a burst; after that, a caller's requests are spread evenly. */
export function createPace(): Pace {
  /** When all of the caller's requests so far would have been sent at an even pace. */
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
