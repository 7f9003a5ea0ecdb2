import { text } from 'node:stream/consumers';
import { InvalidArguments } from '../../errors/request-errors.ts';
import { readFileWhole, UnreadableFile } from '../../files/read-file.ts';

/** No argument of a tool may be larger. */
const MAX_BYTES = 10 * 1024 * 1024;

/** The text of a file given as `@file`; `-` is standard input. Throws `InvalidArguments`. */
export async function readGivenFile(path: string): Promise<string> {
  if (path === '-') return text(process.stdin);
  try {
    return (await readFileWhole(path, MAX_BYTES)).toString('utf8');
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    throw new InvalidArguments(`The file ${path || '(without a name)'} ${cause.why}.`, {
      hint: 'A value that begins with @ is taken from a file; write @@ for a text that begins with @.',
      cause,
    });
  }
}
