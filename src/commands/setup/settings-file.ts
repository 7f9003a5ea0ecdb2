import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { removeKeptFile } from '../../credentials/remove-kept-file.ts';

/** What `setup` did to a host's settings file, so that `--remove` can undo it completely. */
const Made = z.record(
  z.string(),
  z.object({
    /** True where the file did not exist before. */
    created: z.boolean(),
    /** The copy of the file as it was. */
    copy: z.string().optional(),
  }),
);
type Made = z.output<typeof Made>;

/** The text of a settings file; empty where there is none. */
export const readSettings = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/**
 * Writes a settings file by way of a new file beside it, keeps its permissions and links, and the first time a copy of what
 * it was.
 */
export function writeSettings(path: string, text: string, records: string): { copy: string | undefined } {
  const there = existsSync(path);
  const real = there ? realpathSync(path) : path;
  const made = readMade(records);
  const copy = there ? (made[path]?.copy ?? `${real}.before-runwhen`) : undefined;
  if (copy && !made[path]) copyFileSync(real, copy);
  replace(real, text, there ? statSync(real).mode & 0o777 : 0o600);
  if (!made[path]) writeMade(records, { ...made, [path]: { created: !there, ...(copy ? { copy } : {}) } });
  return { copy };
}

/**
 * Writes the text that is left, or removes the file where `setup` created it and it holds nothing else; removes the copy,
 * too.
 */
export function clearSettings(path: string, text: string, isEmpty: boolean, records: string): void {
  const { [path]: entry, ...others } = readMade(records);
  if (entry?.created && isEmpty) rmSync(path, { force: true });
  else replace(realpathSync(path), text, statSync(path).mode & 0o777);
  if (entry?.copy) rmSync(entry.copy, { force: true });
  if (Object.keys(others).length > 0) writeMade(records, others);
  else removeKeptFile(records);
}

/** The copy of the file before `setup`, where only `setup` has changed it since. */
export function before(path: string, records: string): string | undefined {
  const copy = readMade(records)[path]?.copy;
  return copy && existsSync(copy) ? readFileSync(copy, 'utf8') : undefined;
}

function replace(path: string, text: string, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  const next = join(dirname(path), `.runwhen-${process.pid}.new`);
  writeFileSync(next, text, { mode });
  chmodSync(next, mode);
  renameSync(next, path);
}

function readMade(records: string): Made {
  try {
    return Made.parse(JSON.parse(readFileSync(records, 'utf8')));
  } catch {
    return {};
  }
}

function writeMade(records: string, made: Made): void {
  mkdirSync(dirname(records), { recursive: true, mode: 0o700 });
  writeFileSync(records, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
}
