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
/** For so many runs one call of mkfifo makes the pipes: starting a program costs more than everything else here. */
const RUNS_AT_ONCE = 8;

/** Descriptors of both ends of a pipe. */
interface Ends {
  reader: number;
  writer: number;
}

/** The pipes that a child process writes its streams to. */
export interface Pipes {
  stdout: Readable;
  stderr: Readable;
  /** Descriptors for the child; closed by `closeWriters` once it has them. */
  writers: [number, number];
  closeWriters(): void;
}

const stock: [stdout: Ends, stderr: Ends][] = [];
let filling: Promise<void> | undefined;

/**
 * Makes pipes of the operating system, as Python's `subprocess` does. Those that Node gives its children are sockets,
 * which nothing can open as `/dev/stderr`. Rejects where they cannot be made.
 */
export async function makePipes(): Promise<Pipes> {
  let ends = stock.pop();
  while (ends === undefined) {
    filling ??= fill().finally(() => {
      filling = undefined;
    });
    await filling;
    ends = stock.pop();
  }
  const writers: [number, number] = [ends[0].writer, ends[1].writer];
  return {
    stdout: readable(ends[0]),
    stderr: readable(ends[1]),
    writers,
    closeWriters: () => writers.forEach(closeSync),
  };
}

async function fill(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'runwhen-pipes-'));
  try {
    const names = Array.from({ length: RUNS_AT_ONCE }, (_, index) => join(directory, String(index)));
    const pairs = names.map((name) => [`${name}-stdout`, `${name}-stderr`] as const);
    await promisify(execFile)('bash', ['--norc', '-c', MAKE, 'bash', ...pairs.flat()]);
    for (const [stdout, stderr] of pairs) stock.push([open(stdout), open(stderr)]);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The reader comes first: without one, opening to write would wait. */
function open(path: string): Ends {
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return { reader, writer: openSync(path, constants.O_WRONLY) };
}

function readable({ reader }: Ends): Socket {
  return new Socket({ fd: reader, readable: true, writable: false });
}
