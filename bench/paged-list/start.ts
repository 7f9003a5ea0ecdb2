import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface PagedListOptions {
  pages: number;
  perPage: number;
  /** Pause before each answer, milliseconds. */
  latencyMs: number;
  /** Whether replies say how many items there are, which is what lets the walk run ahead. */
  counted: boolean;
}

/** Starts the list in a process of its own, so that it takes no time from the one that measures. */
export async function startPagedList(options: PagedListOptions): Promise<{ url: string; stop(): void }> {
  const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), [JSON.stringify(options)]);
  const [port] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}
