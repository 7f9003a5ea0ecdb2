import { Refused } from '../errors/request-errors.ts';
import { readFileStart, UnreadableFile } from '../files/read-file.ts';

/** Most that is read of a context file; more would crowd out the conversation that it serves. */
export const MAX_CONTEXT_BYTES = 256 * 1024;

export interface ContextFile {
  path: string;
  content: string;
  /** Size of the whole file. */
  bytes: number;
  /** True when `content` is only the first `MAX_CONTEXT_BYTES` of it. */
  truncated: boolean;
}

/** Reads a context file as UTF-8, up to the limit. Throws `Refused` where it cannot be read. */
export async function readContextFile(path: string): Promise<ContextFile> {
  const { bytes, size } = await readFileStart(path, MAX_CONTEXT_BYTES).catch((cause: unknown) => {
    if (!(cause instanceof UnreadableFile)) throw cause;
    throw new Refused(`${path} ${cause.why}.`, {
      hint: 'Make it a file that the user that this server runs as can read.',
      cause,
    });
  });
  const truncated = size > bytes.length;
  // In stream mode the decoder leaves out a character that the limit cut in two.
  const content = new TextDecoder().decode(bytes, { stream: truncated });
  return { path, content, bytes: size, truncated };
}
