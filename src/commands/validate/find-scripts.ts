import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { InvalidArguments } from '../../errors/request-errors.ts';

/** Which files in a folder count as scripts. */
const SCRIPTS = '**/*.{py,sh,bash}';
/** Folders with other people's code. */
const SKIPPED = ['**/node_modules/**', '**/.git/**', '**/.venv/**', '**/venv/**', '**/__pycache__/**'];

/**
 * The scripts that paths, folders and glob patterns name, sorted, each once. A file that is named is taken whatever its
 * name; a folder contributes its .py, .sh and .bash files. Throws `InvalidArguments` for a folder or pattern without any.
 */
export async function findScripts(named: readonly string[]): Promise<string[]> {
  const found = await Promise.all(named.map(scriptsOf));
  return [...new Set(found.flat())];
}

async function scriptsOf(path: string): Promise<string[]> {
  const kind = await stat(path).catch(() => undefined);
  if (kind?.isDirectory()) {
    const inside = await glob(SCRIPTS, { cwd: path, ignore: SKIPPED, expandDirectories: false });
    return orNone(
      inside.map((file) => join(path, file)),
      `The folder ${path} has no .py, .sh or .bash file.`,
    );
  }
  if (kind || !isDynamicPattern(path)) return [path];
  const pattern = process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
  return orNone(
    await glob(pattern, { ignore: SKIPPED, expandDirectories: false }),
    `No file matches ${path}.`,
  );
}

function orNone(files: string[], none: string): string[] {
  if (files.length > 0) return files.toSorted();
  throw new InvalidArguments(none, {
    hint: 'Give scripts, folders with scripts in them, or patterns such as "checks/**/*.py" in quotes.',
  });
}
