import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/server';

/** The requests that have arrived and are not yet answered, with the batches that their answers belong to. */
export interface OpenRequests {
  /** Notes an incoming message, with its batch if it is in one. */
  arrived(message: JSONRPCMessage, batch?: Batch): void;
  /** Notes an outgoing message; true where it is held back for the rest of its batch. */
  leaving(message: JSONRPCMessage): boolean;
  /** Resolves once no request is open. */
  settled(): Promise<void>;
}

/** Answers that go out as one array. */
export interface Batch {
  answers: unknown[];
  /** The number of answers still missing; the batch goes out at 0. */
  awaited: number;
}

/** `sendBatch` is called with each batch once all of it is answered. */
export function createOpenRequests(sendBatch: (answers: unknown[]) => void): OpenRequests {
  const open = new Map<RequestId, (Batch | undefined)[]>();
  let waiting: (() => void)[] = [];

  const close = (id: RequestId): { batch?: Batch | undefined } => {
    const [batch, ...others] = open.get(id) ?? [];
    if (others.length > 0) open.set(id, others);
    else open.delete(id);
    return { batch };
  };
  const settle = () => {
    if (open.size > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  const answered = (batch: Batch | undefined, answer?: unknown) => {
    if (!batch) return;
    if (answer !== undefined) batch.answers.push(answer);
    batch.awaited -= 1;
    if (batch.awaited === 0 && batch.answers.length > 0) sendBatch(batch.answers);
  };

  return {
    arrived(message, batch) {
      if (!('method' in message)) return;
      if ('id' in message) {
        // A subscription is answered only when it ends.
        if (message.method === 'subscriptions/listen') return;
        open.set(message.id, [...(open.get(message.id) ?? []), batch]);
        return;
      }
      const cancelled = message.params?.requestId as RequestId | undefined;
      if (message.method !== 'notifications/cancelled' || cancelled === undefined || !open.has(cancelled))
        return;
      // A cancelled request gets no answer.
      answered(close(cancelled).batch);
      settle();
    },
    leaving(message) {
      if ('method' in message || message.id === undefined || !open.has(message.id)) return false;
      const { batch } = close(message.id);
      answered(batch, message);
      queueMicrotask(settle);
      return batch !== undefined;
    },
    settled: () =>
      open.size === 0 ? Promise.resolve() : new Promise<void>((resolve) => waiting.push(resolve)),
  };
}
