import { randomUUID } from 'node:crypto';
import { lstat, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { Refused } from '../errors/request-errors.ts';
import type { BundleFile } from './bundle.ts';

/**
 * Writes files below a folder, which is made if it is missing. Nothing is written unless all of it may be: throws
 * `Refused` where a path would leave the folder, also through a link, or a file is there already and `overwrite`
 * is not set. Each file appears whole or not at all.
 *
 * @returns the paths written, absolute, in the order given
 */
export async function writeFiles(
  folder: string,
  files: readonly BundleFile[],
  options: { overwrite: boolean },
): Promise<string[]> {
  await mkdir(folder, { recursive: true }).catch((cause) => refuseSystem(folder, cause));
  const root = await realpath(folder);
  const planned = files.map(({ path, content }) => ({ target: join(root, path), path, content }));
  for (const { target, path } of planned) await checkTarget(root, target, path, options.overwrite);
  const written: string[] = [];
  for (const { target, content } of planned) {
    await writeWhole(target, content).catch((cause) => refuseSystem(target, cause, written));
    written.push(target);
  }
  return written;
}

async function checkTarget(root: string, target: string, path: string, overwrite: boolean): Promise<void> {
  const inside = isInside(root, target) && isInside(root, await realParent(target));
  if (!inside) {
    throw new Refused(`${path} would be written outside ${root}.`, {
      hint: 'Choose an output_dir whose folders are not links to other places.',
    });
  }
  const existing = await lstat(target).catch(() => undefined);
  if (existing && !(existing.isFile() && overwrite)) throw alreadyThere(target, existing.isFile());
}

/** The real path of the nearest folder above the target that exists. */
async function realParent(target: string): Promise<string> {
  const parent = dirname(target);
  return (await realpath(parent).catch(() => undefined)) ?? realParent(parent);
}

function isInside(root: string, path: string): boolean {
  const below = relative(root, path);
  return below.split(sep)[0] !== '..' && !isAbsolute(below);
}

async function writeWhole(target: string, content: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const temporary = join(dirname(target), `.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, content, { flag: 'wx' });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function alreadyThere(target: string, isFile: boolean): Refused {
  if (!isFile) {
    return new Refused(`${target} exists and is not a regular file.`, {
      hint: 'Remove it, or choose another output_dir.',
    });
  }
  return new Refused(`${target} already exists.`, {
    hint: 'Pass overwrite: true to replace the files of this bundle, or choose another output_dir.',
    detail: { existing: target },
  });
}

function refuseSystem(path: string, cause: NodeJS.ErrnoException, written: string[] = []): never {
  throw new Refused(`${path} cannot be written (${cause.code}).`, {
    hint: 'Choose an output_dir that this server may write to.',
    detail: { written },
    cause,
  });
}
