import { onAbort } from './abort.ts';

/** Lets a fixed number in at a time; the others wait in order of arrival. */
export interface Gate {
  /**
   * Resolves with a function that gives the place back (calling it again does nothing); rejects with the signal's reason
   * once that is aborted. Undefined where the queue is full.
   */
  enter(signal: AbortSignal): Promise<() => void> | undefined;
  /** True while nobody is inside or waiting. */
  isIdle(): boolean;
}

export function createGate(places: number, maxWaiting = Number.POSITIVE_INFINITY): Gate {
  const waiting = new Set<() => void>();
  let inside = 0;

  const take = () => {
    inside += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      inside -= 1;
      const [next] = waiting;
      next?.();
    };
  };

  return {
    enter: (signal) => {
      if (signal.aborted) return Promise.reject(signal.reason);
      if (inside < places) return Promise.resolve(take());
      if (waiting.size >= maxWaiting) return undefined;
      return new Promise((resolve, reject) => {
        const next = () => {
          waiting.delete(next);
          removeListener();
          resolve(take());
        };
        const removeListener = onAbort(signal, () => {
          waiting.delete(next);
          reject(signal.reason);
        });
        waiting.add(next);
      });
    },
    isIdle: () => inside === 0 && waiting.size === 0,
  };
}

/** A separate gate for each key, kept only while it is in use. */
export function createGates(places: () => number, maxWaiting?: number) {
  const gates = new Map<string, Gate>();
  return {
    enter: async (key: string, signal: AbortSignal): Promise<(() => void) | undefined> => {
      const gate = gates.get(key) ?? createGate(places(), maxWaiting);
      gates.set(key, gate);
      const forget = () => {
        if (gate.isIdle() && gates.get(key) === gate) gates.delete(key);
      };
      try {
        const leave = await gate.enter(signal);
        if (!leave) return undefined;
        return () => {
          leave();
          forget();
        };
      } catch (error) {
        forget();
        throw error;
      }
    },
  };
}
