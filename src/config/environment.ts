import { lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidArguments } from '../errors/request-errors.ts';
import { UnreadableFile } from '../files/read-file.ts';
import { OPTIONS } from './options.ts';

type Variables = Record<string, string | undefined>;

/** More bytes than any list of settings has. */
const ENV_FILE_MAX_BYTES = 1024 * 1024;

/** The process's variables, over those of the file that the user named. */
export interface Environment {
  variables: Variables;
  /** Path of a `.env` in the working directory that was not read, since only a file that the user named is. */
  unreadFile: string | undefined;
  /** Names of the variables whose values come from the file. */
  fileVariables: string[];
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
  const named = flag?.trim() || process.env[OPTIONS.envFile.variable]?.trim();
  if (named) {
    const source = flag?.trim() ? `--${OPTIONS.envFile.flag}` : OPTIONS.envFile.variable;
    const given = await readEnvFile(resolve(workingDirectory, named), source);
    const fileVariables = Object.keys(given).filter((name) => process.env[name] === undefined);
    handOn(given);
    return { variables: { ...given, ...process.env }, unreadFile: undefined, fileVariables };
  }
  const lying = join(workingDirectory, '.env');
  const unread = lstatSync(lying, { throwIfNoEntry: false })?.isDirectory() === false;
  return { variables: { ...process.env }, unreadFile: unread ? lying : undefined, fileVariables: [] };
}

/** OpenTelemetry's library reads its variables from the process itself. */
function handOn(given: Variables): void {
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith('OTEL_') && value !== undefined) process.env[name] ??= value;
  }
}

async function readEnvFile(path: string, source: string): Promise<Variables> {
  const [{ parse }, { readFileWhole }] = await Promise.all([
    import('./dotenv.ts'),
    import('../files/read-file.ts'),
  ]);
  try {
    return parse(decodeText(await readFileWhole(path, ENV_FILE_MAX_BYTES)));
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    throw new InvalidArguments(`${path}, named by ${source}, ${cause.why}.`, {
      hint: `Name a file of NAME=value lines with ${source}, or leave it out.`,
      cause,
    });
  }
}

/** UTF-8, or UTF-16 where a byte order mark says so, as PowerShell's `>` writes it. */
function decodeText(bytes: Buffer): string {
  const marks: [string, number, number][] = [
    ['utf-16le', 0xff, 0xfe],
    ['utf-16be', 0xfe, 0xff],
  ];
  const encoding = marks.find(([, first, second]) => bytes[0] === first && bytes[1] === second)?.[0];
  return new TextDecoder(encoding ?? 'utf-8').decode(bytes);
}
