/** One request that is being worked on. */
interface CallInFlight {
  /** Aborted when the client has gone or the server ends. */
  signal: AbortSignal;
  /** Marks the request as over; `abandoned` when its client went away before the answer. */
  leave(abandoned: boolean): void;
}

/** The requests that are being worked on, by caller. */
export interface CallsInFlight {
  /**
   * Counts a request of this caller; undefined when the caller has as many as it may have. `waits` marks a stream that stays
   * open with no work behind it: `idle` does not wait for it.
   */
  enter(subject: string, options: { waits: boolean }): CallInFlight | undefined;
  size(): number;
  /** Resolves as soon as no work is left, or after `withinMs`. */
  idle(withinMs: number): Promise<void>;
  /** Aborts all of them; each still gives its answer. */
  cancelAll(): void;
}

export function createCallsInFlight(maxPerCaller: number): CallsInFlight {
  const calls = new Map<AbortController, { subject: string; waits: boolean }>();
  const perCaller = new Map<string, number>();
  const ends = new Set<() => void>();
  const working = () => [...calls.values()].some(({ waits }) => !waits);

  return {
    enter(subject, { waits }) {
      const count = perCaller.get(subject) ?? 0;
      if (count >= maxPerCaller) return undefined;
      const controller = new AbortController();
      calls.set(controller, { subject, waits });
      perCaller.set(subject, count + 1);
      return {
        signal: controller.signal,
        leave(abandoned) {
          if (abandoned) controller.abort();
          if (!calls.delete(controller)) return;
          const left = perCaller.get(subject)! - 1;
          if (left > 0) perCaller.set(subject, left);
          else perCaller.delete(subject);
          if (!working()) for (const end of ends) end();
        },
      };
    },
    size: () => calls.size,
    idle(withinMs) {
      if (!working()) return Promise.resolve();
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          ends.delete(end);
          resolve();
        };
        const timer = setTimeout(end, withinMs);
        ends.add(end);
      });
    },
    cancelAll() {
      for (const controller of calls.keys()) controller.abort();
    },
  };
}
