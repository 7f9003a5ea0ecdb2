import { rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** Removes a file that this program kept, and its folder where nothing else is in it. */
export function removeKeptFile(path: string): void {
  rmSync(path, { force: true });
  try {
    rmdirSync(dirname(path));
  } catch {
    // Other files are in it, or it never was.
  }
}
