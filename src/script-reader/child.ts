import { setFlagsFromString } from 'node:v8';
import { readEnding } from '../script-rules/read-ending.ts';
import { validateScript } from '../script-rules/validate-script.ts';
import type { ReaderMessage, ReadRequest } from './protocol.ts';

/*
 * The process that reads scripts: one at a time, as they come. It ends with the server that started it, by whatever
 * way that ends, since the channel between them closes then; so signals that reach the whole group mean nothing here.
 */

/** Memory in bytes beyond which what earlier scripts left is collected at once; V8 itself would wait for more. */
const COLLECT_BYTES = 105 * 1024 * 1024;
/** How much more than what was kept last counts as worth collecting again. */
const GROWTH_BYTES = 4 * 1024 * 1024;
let collectAt = COLLECT_BYTES;

const send = (message: ReaderMessage) =>
  process.send?.(message, (error: Error | null) => error && process.exit(0));

// V8 from Node 24 on would keep some 30 MB of memory that it no longer needs; an older one does not know the flag.
setFlagsFromString('--memory-saver-mode');
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.exit(0));
process.on('message', async ({ id, task }: ReadRequest) => {
  try {
    const result = await (task.kind === 'judge' ? validateScript(task.script) : readEnding(task.script));
    send({ kind: 'read', id, result, bytes: memory() });
  } catch (error) {
    send({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) });
  }
});
send({ kind: 'ready' });

/** Memory that the process holds, in bytes, once it has let go of what it can. */
function memory(): number {
  const held = process.memoryUsage.rss();
  if (held < collectAt || !globalThis.gc) return held;
  globalThis.gc();
  const kept = process.memoryUsage.rss();
  collectAt = Math.max(COLLECT_BYTES, kept + GROWTH_BYTES);
  return kept;
}
