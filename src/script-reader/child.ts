import { readEnding } from '../script-rules/read-ending.ts';
import { validateScript } from '../script-rules/validate-script.ts';
import type { ReaderMessage, ReadRequest } from './protocol.ts';

/*
 * The process that reads scripts: one at a time, as they come. It ends with the server that started it, by whatever
 * way that ends, since the channel between them closes then; so signals that reach the whole group mean nothing here.
 */

const send = (message: ReaderMessage) =>
  process.send?.(message, (error: Error | null) => error && process.exit(0));

process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.exit(0));
process.on('message', async ({ id, task }: ReadRequest) => {
  try {
    const result = await (task.kind === 'judge' ? validateScript(task.script) : readEnding(task.script));
    send({ kind: 'read', id, result, bytes: process.memoryUsage.rss() });
  } catch (error) {
    send({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) });
  }
});
send({ kind: 'ready' });
