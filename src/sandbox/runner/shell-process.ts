import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { makePipes, type Pipes } from './pipes.ts';
import { killGroup, killStragglers } from './stragglers.ts';

/** Bytes kept of each of stdout and stderr; what follows is read and dropped. */
export const OUTPUT_LIMIT = 8 * 1024 * 1024;
/** The longest delay of a timer of Node, in milliseconds. */
const MAX_TIMER = 2 ** 31 - 1;

/** Where and how long a command runs. */
export interface ShellProcess {
  command: string;
  /** Working directory; processes that still work below `root` afterwards are killed. */
  cwd: string;
  root: string;
  env: Record<string, string>;
  timeoutMs: number;
  signal?: AbortSignal;
}

/** How a command ended. `lost` says why the runner has neither stream, Python's exception first, as the runner logs it. */
export interface ShellResult {
  stdout: string;
  stderr: string;
  /** Bytes that went over `OUTPUT_LIMIT`. */
  dropped: { stdout: number; stderr: number };
  lost: string | undefined;
  /** Negative for a signal; -1 where the runner gave up on the command. */
  exitCode: number;
}

/**
 * Runs one `bash -c` command in its own process group, and waits until it has ended and both streams are closed,
 * as Python's `subprocess.run` does: a background child that keeps stdout open keeps the run waiting. Nothing the
 * command started survives. A command that cannot be started, or that prints bytes that are not UTF-8, loses both
 * streams. Rejects only when the signal is aborted.
 */
export async function runShell(options: ShellProcess): Promise<ShellResult> {
  options.signal?.throwIfAborted();
  if (options.timeoutMs <= 0)
    return lost("<class 'subprocess.TimeoutExpired'>: the time limit had passed before the start");
  const pipes = await makePipes();
  const startedAt = performance.now();
  const child = start(options, pipes);
  pipes.closeWriters();
  const streams = [pipes.stdout, pipes.stderr];
  if (child instanceof Error) {
    for (const stream of streams) stream.destroy();
    return lost(`<class 'OSError'>: it could not be started: ${child.message}`);
  }
  const [stdout, stderr] = [collect(pipes.stdout), collect(pipes.stderr)];
  const end = await waitFor(child, streams, options);
  if (child.pid !== undefined) {
    killGroup(child.pid);
    killStragglers(options.root, { pid: child.pid, startedAt });
  }
  options.signal?.throwIfAborted();
  if (end !== 'closed') return lost(end);
  return decoded(stdout, stderr, exitCodeOf(child));
}

/** Starts the command; the reason when the system refuses, e.g. an argument over 128 KiB. */
function start({ command, cwd, env }: ShellProcess, { writers }: Pipes): ChildProcess | Error {
  const bad = Object.keys(env).find((name) => name.includes('='));
  if (bad !== undefined) return new Error(`'${bad}' is not a name for an environment variable`);
  try {
    return spawn('bash', ['-c', command], { cwd, env, detached: true, stdio: ['ignore', ...writers] });
  } catch (error) {
    return error as Error;
  }
}

/** Resolves to `closed`, when the child has ended and no process has its streams any more, or to why they are lost. */
function waitFor(
  child: ChildProcess,
  streams: Readable[],
  { timeoutMs, signal }: ShellProcess,
): Promise<string> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => finish("<class 'subprocess.TimeoutExpired'>: the time limit passed"),
      Math.min(timeoutMs, MAX_TIMER),
    );
    const abort = () => finish('the run was cancelled');
    const finish = (end: string) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      for (const stream of streams) stream.destroy();
      resolve(end);
    };
    signal?.addEventListener('abort', abort, { once: true });
    const ended = [once(child, 'exit'), ...streams.map((stream) => once(stream, 'end'))];
    Promise.all(ended).then(
      () => finish('closed'),
      (error: Error) => finish(`<class 'OSError'>: it could not be started: ${error.message}`),
    );
  });
}

interface Collected {
  chunks: Buffer[];
  kept: number;
  dropped: number;
}

function collect(stream: Readable): Collected {
  const collected: Collected = { chunks: [], kept: 0, dropped: 0 };
  stream.on('data', (chunk: Buffer) => {
    const room = OUTPUT_LIMIT - collected.kept;
    const part = chunk.subarray(0, room);
    if (part.length > 0) collected.chunks.push(part);
    collected.kept += part.length;
    collected.dropped += chunk.length - part.length;
  });
  return collected;
}

/** Python's `subprocess` counts a signal as its negative number. */
function exitCodeOf({ exitCode, signalCode }: ChildProcess): number {
  return exitCode ?? (signalCode ? -constants.signals[signalCode] : -1);
}

function decoded(stdout: Collected, stderr: Collected, exitCode: number): ShellResult {
  try {
    const dropped = { stdout: stdout.dropped, stderr: stderr.dropped };
    return { stdout: text(stdout), stderr: text(stderr), dropped, lost: undefined, exitCode };
  } catch {
    return lost("<class 'UnicodeDecodeError'>: it printed bytes that are not UTF-8");
  }
}

/** UTF-8 with Python's universal newlines. Where output was cut, a character cut in two is left out. */
function text({ chunks, dropped }: Collected): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const whole = decoder.decode(Buffer.concat(chunks), { stream: dropped > 0 });
  return whole.replace(/\r\n?/g, '\n');
}

function lost(reason: string): ShellResult {
  return { stdout: '', stderr: '', dropped: { stdout: 0, stderr: 0 }, lost: reason, exitCode: -1 };
}
