/** What waits for a reader of standard error; more is dropped, not kept. */
const MAX_WAITING_BYTES = 1024 * 1024;

let guarded = false;

/**
 * Writes to standard error, and lets the text go where that fails: whatever became of it (closed, its reader gone, its
 * disk full, nobody reading), what the process does matters more.
 */
export function writeToStderr(text: string): void {
  guardStderr();
  if (process.stderr.writableLength > MAX_WAITING_BYTES) return;
  try {
    process.stderr.write(text);
  } catch {}
}

/** Writes to standard error; rejects where it fails, and at once where more waits there than is kept. */
export function sendToStderr(text: string): Promise<void> {
  guardStderr();
  return new Promise((resolve, reject) => {
    if (process.stderr.writableLength > MAX_WAITING_BYTES)
      return reject(new Error('nobody reads standard error'));
    process.stderr.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** From here on a failing standard error ends nothing, also for what Node itself writes there. */
export function guardStderr(): void {
  if (guarded) return;
  guarded = true;
  process.stderr.on('error', () => {});
}
