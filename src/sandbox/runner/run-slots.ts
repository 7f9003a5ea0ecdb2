import { setMaxListeners } from 'node:events';

/** Scripts that may run at once in this process; further runs wait in order. */
const MAX_RUNNING = 4;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs `work` when one of the slots is free. Rejects with the signal's reason when aborted while waiting. */
export async function withSlot<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  await acquire(signal);
  try {
    return await work();
  } finally {
    release();
  }
}

async function acquire(signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  if (running < MAX_RUNNING) {
    running += 1;
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const leave = () => {
      waiting.splice(waiting.indexOf(enter), 1);
      reject(signal?.reason);
    };
    const enter = () => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    waiting.push(enter);
    if (!signal) return;
    // The end of the sandbox is one signal for however many runs wait.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', leave, { once: true });
  });
}

/** Gives the slot to the run that has waited longest, or frees it where none waits. */
function release(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}
