import { resolve } from 'node:path';
import type { Config } from '../config/schema.ts';
import { NotConfigured } from '../errors/platform-errors.ts';
import { expandPath } from './expand-path.ts';
import { CONTEXT_FILE, findContextFiles, isFile } from './find-context.ts';

/**
 * The project's context files, nearest first: the one that `RUNWHEN_CONTEXT_FILE` names, else what is found from the
 * folders upwards. Throws `NotConfigured` where the variable names no file, rather than fall back to rules of another
 * project.
 */
export async function projectContextFiles(config: Config, folders: readonly string[]): Promise<string[]> {
  return config.contextFile ? [await configuredFile(config)] : findContextFiles(folders);
}

async function configuredFile(config: Config): Promise<string> {
  const { path, unset } = expandPath(config.contextFile ?? '', config.lookUpVariable);
  const file = resolve(config.workingDirectory, path);
  if (await isFile(file)) return file;
  throw new NotConfigured(`RUNWHEN_CONTEXT_FILE names ${file}, which is not a file.`, {
    hint: `Correct the variable in this server's configuration, or remove it to have ${CONTEXT_FILE} looked for.${
      unset.length > 0 ? ` Not set: ${unset.join(', ')}.` : ''
    }`,
  });
}
