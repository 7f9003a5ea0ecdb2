import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';

/** Asks, and waits for Enter or the end of the input, whichever comes first. */
export async function untilTold(question: string, input: Readable, output: Writable): Promise<void> {
  const terminal = createInterface({ input, output });
  const ended = new Promise<void>((end) => terminal.once('close', end));
  await Promise.race([terminal.question(question), ended]);
  terminal.close();
}
