import { execFile } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

/** Standard folders too: the search path may hold nothing but interpreters. */
const MAKE = 'PATH+=:/usr/bin:/bin; exec mkfifo "$@"';

/** The pipes that a child process writes its streams to. */
export interface Pipes {
  stdout: Readable;
  stderr: Readable;
  /** Descriptors for the child; closed by `closeWriters` once it has them. */
  writers: [number, number];
  closeWriters(): void;
}

/**
 * Makes pipes of the operating system, as Python's `subprocess` does. Those that Node gives its children are sockets,
 * which nothing can open as `/dev/stderr`. Rejects where they cannot be made.
 */
export async function makePipes(): Promise<Pipes> {
  const directory = await mkdtemp(join(tmpdir(), 'runwhen-pipes-'));
  try {
    const paths = [join(directory, 'stdout'), join(directory, 'stderr')] as const;
    await promisify(execFile)('bash', ['--norc', '-c', MAKE, 'bash', ...paths]);
    const [stdout, stderr] = [open(paths[0]), open(paths[1])];
    const writers: [number, number] = [stdout.writer, stderr.writer];
    return {
      stdout: stdout.reader,
      stderr: stderr.reader,
      writers,
      closeWriters: () => writers.forEach(closeSync),
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The reader comes first: without one, opening to write would wait. */
function open(path: string): { reader: Socket; writer: number } {
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY);
  return { reader: new Socket({ fd: reader, readable: true, writable: false }), writer };
}
