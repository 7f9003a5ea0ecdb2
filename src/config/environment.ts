import { lstatSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidArguments } from '../errors/request-errors.ts';

type Variables = Record<string, string | undefined>;

/** Variable that names a file of further variables; the flag --env-file wins over it. */
export const ENV_FILE_VARIABLE = 'RUNWHEN_ENV_FILE';

/** More bytes than any list of settings has. */
const ENV_FILE_MAX_BYTES = 1024 * 1024;

/** The process's variables, over those of the file that the user named. */
export interface Environment {
  variables: Variables;
  /** Path of a `.env` in the working directory that was not read, since only a file that the user named is. */
  unreadFile: string | undefined;
}

/**
 * The only place that reads the process environment. A project's own `.env` is never read by itself: whoever wrote
 * the project would decide where the user's token goes. Throws `InvalidArguments` for a named file that cannot be
 * read.
 */
export async function readEnvironment(
  workingDirectory: string,
  flag: string | undefined,
): Promise<Environment> {
  const named = flag?.trim() || process.env[ENV_FILE_VARIABLE]?.trim();
  if (named) {
    const source = flag?.trim() ? '--env-file' : ENV_FILE_VARIABLE;
    const given = await readEnvFile(resolve(workingDirectory, named), source);
    return { variables: { ...given, ...process.env }, unreadFile: undefined };
  }
  const lying = join(workingDirectory, '.env');
  const unread = lstatSync(lying, { throwIfNoEntry: false })?.isDirectory() === false;
  return { variables: { ...process.env }, unreadFile: unread ? lying : undefined };
}

async function readEnvFile(path: string, source: string): Promise<Variables> {
  const { parse } = await import('./dotenv.ts');
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw new Error('it is not a file');
    if (stats.size > ENV_FILE_MAX_BYTES) throw new Error(`it has more than ${ENV_FILE_MAX_BYTES} bytes`);
    return parse(readFileSync(path));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new InvalidArguments(`${path}, named by ${source}, cannot be read: ${code ?? message}.`, {
      hint: `Name a file of NAME=value lines with ${source}, or leave it out.`,
      cause,
    });
  }
}
