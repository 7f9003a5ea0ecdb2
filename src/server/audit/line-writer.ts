import { constants, open } from 'node:fs/promises';
import { BOUNDS } from '../../config/bounds.ts';
import { sendToStderr } from '../../log/stderr.ts';

/** Writes one line; rejects unless the line is known to be written within its time limit. */
export type LineWriter = (line: string) => Promise<void>;

/** Appends to a file, created for its owner alone where missing, and opened again for each line so that it can be rotated. */
export function fileWriter(path: string): LineWriter {
  let before: Promise<unknown> = Promise.resolve();
  let cutShort = false;
  const append = async (line: string) => {
    const bytes = Buffer.from(cutShort ? `\n${line}` : line);
    const file = await open(path, APPEND, 0o600);
    try {
      if (!(await file.stat()).isFile()) throw new Error('it is not a file');
      cutShort = true;
      const { bytesWritten } = await file.write(bytes);
      if (bytesWritten < bytes.length) throw new Error('only a part of the line could be written');
      cutShort = false;
    } finally {
      await file.close();
    }
  };
  return (line) => {
    // One write at a time: a drive that hangs then holds one of the few file threads, not all.
    const writing = before.then(() => append(line));
    before = writing.catch(() => {});
    return inTime(writing);
  };
}

/** A pipe in the file's place is not waited for. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);

export const stderrWriter: LineWriter = (line) => inTime(sendToStderr(line));

async function inTime(writing: Promise<void>): Promise<void> {
  const { limit } = BOUNDS.auditLine;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took no line within ${limit / 1000} s`)), limit);
  });
  try {
    await Promise.race([writing, late]);
  } finally {
    clearTimeout(timer);
  }
}
