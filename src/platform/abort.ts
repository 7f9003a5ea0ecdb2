import { setMaxListeners } from 'node:events';

/**
 * Calls `listener` once when the signal is aborted; the returned function removes it. One caller's signal serves many
 * requests at a time, so Node's warning about many listeners is turned off for it.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  setMaxListeners(0, signal);
  signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}
