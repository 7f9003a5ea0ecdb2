import { type FileHandle, open } from 'node:fs/promises';
import { Refused } from '../errors/request-errors.ts';

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

/** Reads a context file as UTF-8, up to the limit. Throws `Refused` where the file system does not let it. */
export async function readContextFile(path: string): Promise<ContextFile> {
  const file = await open(path, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw new Refused(`${path} cannot be read (${cause.code}).`, {
      hint: 'Make the file readable for the user that this server runs as.',
      cause,
    });
  });
  try {
    return { path, ...(await readStart(file)) };
  } finally {
    await file.close();
  }
}

async function readStart(file: FileHandle): Promise<Omit<ContextFile, 'path'>> {
  const { size } = await file.stat();
  const start = Buffer.alloc(Math.min(size, MAX_CONTEXT_BYTES));
  const { bytesRead } = await file.read(start, 0, start.length, 0);
  const truncated = size > bytesRead;
  // In stream mode the decoder leaves out a character that the limit cut in two.
  const content = new TextDecoder().decode(start.subarray(0, bytesRead), { stream: truncated });
  return { content, bytes: size, truncated };
}
