import { readFile, stat } from 'node:fs/promises';
import { NotJson, parsePythonJson } from './python-json.ts';
import type { PythonValue } from './python-value.ts';

/** The sandbox reads no larger result. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The file that a script leaves its result in: the only thing that decides how the run ends. */
export type OutFile =
  | { state: 'absent' }
  | { state: 'value'; value: PythonValue }
  | { state: 'unreadable'; reason: string };

/** Reads the result of a script. A missing or empty file is `absent`; anything but one JSON document `unreadable`. */
export async function readOutFile(path: string): Promise<OutFile> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined || info.size === 0) return { state: 'absent' };
  if (!info.isFile()) return { state: 'unreadable', reason: 'it is not a regular file' };
  if (info.size > MAX_BYTES) return { state: 'unreadable', reason: `it is longer than ${MAX_BYTES} bytes` };
  return parse(await readFile(path));
}

function parse(bytes: Buffer): OutFile {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { state: 'value', value: parsePythonJson(text) };
  } catch (error) {
    return { state: 'unreadable', reason: error instanceof NotJson ? error.message : 'it is not UTF-8' };
  }
}
