import type { IncomingMessage } from 'node:http';

/** What happens to one matching request instead of, or around, its real answer. */
export interface Fault {
  /** Any method where left out. */
  method?: string;
  /** An exact path, or a pattern for one; without the query. */
  path: string | RegExp;
  /** How many matching requests it happens to; all of them when left out. */
  times?: number;
  /** Matching requests that are answered as usual before the first faulty answer. */
  after?: number;
  /** Waits so long before the rest happens. */
  delayMs?: number;
  /** Says nothing for so long, then drops the connection. */
  silenceMs?: number;
  /** Drops the connection: before anything is sent, or after half of the body. */
  cut?: 'before-reply' | 'mid-body';
  status?: number;
  headers?: Record<string, string>;
  /** Answered as JSON; a string is answered as it is. */
  body?: unknown;
  /** An HTML page instead of JSON. */
  html?: boolean;
  /** The real answer's first half as a complete one: JSON that does not parse. */
  malformed?: boolean;
  /** A redirect to this address (307 unless `status` says otherwise). */
  redirect?: string;
  /** A raw `text/event-stream` body instead of the real one, chunk by chunk. */
  stream?: StreamFault;
}

export interface StreamFault {
  chunks: (string | Uint8Array)[];
  /** Pause before each chunk. */
  everyMs?: number;
  /** After the last chunk: close properly (default), drop the connection, or leave it open and silent. */
  end?: 'close' | 'cut' | 'hang';
}

export interface Faults {
  /** Adds a fault; what it returns removes it. The first one that matches a request applies. */
  add(fault: Fault): () => void;
  clear(): void;
  /** The fault that applies to this request, counted against its `times`. */
  take(request: Pick<IncomingMessage, 'method'>, path: string): Fault | undefined;
}

export function createFaults(): Faults {
  const entries = new Set<{ fault: Fault; passed: number; suffered: number }>();
  const matches = (fault: Fault, method: string | undefined, path: string) =>
    (fault.method === undefined || fault.method === method) &&
    (typeof fault.path === 'string' ? fault.path === path : fault.path.test(path));

  return {
    add(fault) {
      const entry = { fault, passed: 0, suffered: 0 };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    clear: () => entries.clear(),
    take({ method }, path) {
      for (const entry of entries) {
        if (!matches(entry.fault, method, path)) continue;
        if (entry.suffered >= (entry.fault.times ?? Number.POSITIVE_INFINITY)) continue;
        if (entry.passed < (entry.fault.after ?? 0)) {
          entry.passed += 1;
          continue;
        }
        entry.suffered += 1;
        return entry.fault;
      }
      return undefined;
    },
  };
}
