import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat, statfs } from 'node:fs/promises';

/** Why a file that somebody named is not read, to follow its name: `is not found`, `is a pipe, not a file`. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
  readonly why: string;

  constructor(why: string, options?: ErrorOptions) {
    super(`The file ${why}.`, options);
    this.why = why;
  }
}

export interface FileStart {
  /** The file's first bytes, `maxBytes` of them at most. */
  bytes: Buffer;
  /** Size of the whole file. */
  size: number;
}

/** A file system that does not answer, such as a lost network drive, is given up after this time. */
const ANSWER_WITHIN_MS = 10_000;

const CHUNK_BYTES = 256 * 1024;

/** Magic numbers of Linux's file systems whose files are questions to the kernel, and may wait for an answer. */
const KERNEL_FILE_SYSTEMS = new Set([
  0x9fa0, // proc
  0x62656572, // sysfs
  0x64626720, // debugfs
  0x74726163, // tracefs
  0x73636673, // securityfs
]);

/**
 * The bytes of a file that somebody named, whole. Looks before it opens, so that no pipe, socket, device, folder or
 * file of the kernel is ever waited for. Throws `UnreadableFile`, also for a file of more than `maxBytes`.
 */
export async function readFileWhole(path: string, maxBytes: number): Promise<Buffer> {
  const { bytes, size } = await readFileStart(path, maxBytes + 1);
  if (bytes.length <= maxBytes) return bytes;
  throw new UnreadableFile(`has ${Math.max(size, bytes.length)} bytes, more than the limit of ${maxBytes}`);
}

/** As `readFileWhole`, up to `maxBytes` of the file, however long it is. */
export async function readFileStart(path: string, maxBytes: number): Promise<FileStart> {
  try {
    return await inTime(readChecked(path, maxBytes));
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    throw new UnreadableFile(missing ? 'is not found' : `cannot be read (${code ?? message})`, {
      cause: error,
    });
  }
}

async function readChecked(path: string, maxBytes: number): Promise<FileStart> {
  checkKind(await stat(path));
  if (KERNEL_FILE_SYSTEMS.has(await fileSystemOf(path))) {
    throw new UnreadableFile('is made by the kernel, not kept on a disk');
  }
  // Without waiting, should a pipe have taken the file's place since.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const { size } = checkKind(await file.stat());
    const bytes = await readUpTo(file, maxBytes);
    return { bytes, size: Math.max(size, bytes.length) };
  } finally {
    await file.close();
  }
}

/** Ends at `maxBytes` even where the file grows as it is read. */
async function readUpTo(file: FileHandle, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let read = 0;
  while (read < maxBytes) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, maxBytes - read));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, read);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    read += bytesRead;
  }
  return Buffer.concat(chunks);
}

function checkKind(stats: Stats): Stats {
  if (stats.isFile()) return stats;
  throw new UnreadableFile(`is ${kindOf(stats)}, not a file`);
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

async function fileSystemOf(path: string): Promise<number> {
  return process.platform === 'linux' ? (await statfs(path)).type : 0;
}

async function inTime<Value>(reading: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new UnreadableFile(`did not answer within ${ANSWER_WITHIN_MS / 1000} s`)),
      ANSWER_WITHIN_MS,
    );
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}
