import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Name of the project file that holds the rules for authors of scripts. */
export const CONTEXT_FILE = 'RUNWHEN.md';

/** Every context file that is found walking up from each of the folders, nearest first, none twice. */
export async function findContextFiles(folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(folders.map((folder) => findUpwards(resolve(folder))));
  return [...new Set(found.filter((path) => path !== undefined))];
}

async function findUpwards(folder: string): Promise<string | undefined> {
  const path = join(folder, CONTEXT_FILE);
  if (await isFile(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? undefined : findUpwards(parent);
}

/** Whether the path leads to a regular file that this process may look at. */
export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
