import type { ChildProcess } from 'node:child_process';
import { Cancelled, TimedOut, Unavailable } from '../errors/platform-errors.ts';
import { Refused } from '../errors/request-errors.ts';
import type { ScriptEnding, ScriptToEnd } from '../script-rules/script-ending.ts';
import type { ScriptToValidate, Validation } from '../script-rules/validate-script.ts';
import { FairQueue } from './fair-queue.ts';
import type { ReaderMessage, ReadResults, ReadTask } from './protocol.ts';
import { cpuMs, hold, startReader } from './reader-process.ts';

/** Processor time that reading one script may take; 64 KiB of ordinary code takes a tenth of it. */
const READ_CPU_MS = 800;
/** Time on the clock that it may take, on a machine so busy that the reader hardly runs. */
const READ_MS = 15_000;
const LOOK_EVERY_MS = 50;
/** A grammar keeps what memory it was once given: a reader that holds more than this makes room for another. */
const MAX_BYTES = 130 * 1024 * 1024;
/** How long the reader may take to start, on a busy machine. */
const START_MS = 15_000;
/** After this long without work the reader ends. */
const IDLE_MS = 60_000;
/** Scripts of one caller that may wait: more than the runs whose outcomes one call asks for. */
const MAX_WAITING = 48;

export interface ReadOptions {
  /** Who asks, so that callers take turns; one and the same where there is only one. */
  caller?: string;
  signal?: AbortSignal;
}

interface Job {
  task: ReadTask;
  settle(outcome: ReadResults[ReadTask['kind']] | Error): void;
  isOver: boolean;
}

const queue = new FairQueue<Job>();
let reader: { child: ChildProcess; ready: Promise<boolean> } | undefined;
let isWorking = false;
let idle: NodeJS.Timeout | undefined;

/**
 * Reads and judges a script in the reader process, which is started by the first and ended when nothing came for a
 * minute. Throws `Refused` where a script cannot be read in time or too many wait, `Unavailable` where the reader
 * died, `TimedOut` where it did not start, `Cancelled`.
 */
export function readScriptApart(script: ScriptToValidate, options: ReadOptions = {}): Promise<Validation> {
  return readApart({ kind: 'judge', script: { ...script, given: [...(script.given ?? [])] } }, options);
}

/** Tells how a script may end, by its text, in the same process. Throws as `readScriptApart` does. */
export function readEndingApart(script: ScriptToEnd, options: ReadOptions = {}): Promise<ScriptEnding> {
  return readApart({ kind: 'ending', script }, options);
}

function readApart<Task extends ReadTask>(
  task: Task,
  options: ReadOptions,
): Promise<ReadResults[Task['kind']]> {
  const { caller = '', signal } = options;
  if (signal?.aborted) return Promise.reject(cancelled());
  if (queue.waiting(caller) >= MAX_WAITING) return Promise.reject(tooMany());
  return new Promise((resolve, reject) => {
    const job: Job = {
      task,
      isOver: false,
      settle(outcome) {
        if (job.isOver) return;
        job.isOver = true;
        signal?.removeEventListener('abort', onAbort);
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome as ReadResults[Task['kind']]);
      },
    };
    const onAbort = () => job.settle(cancelled());
    signal?.addEventListener('abort', onAbort, { once: true });
    queue.push(caller, job);
    if (!isWorking) void work();
  });
}

/** Ends the reader at once, if it runs. */
export function stopReader(): void {
  clearTimeout(idle);
  reader?.child.kill('SIGKILL');
  reader = undefined;
}

async function work(): Promise<void> {
  isWorking = true;
  clearTimeout(idle);
  for (let job = queue.next(); job; job = queue.next()) {
    if (!job.isOver) job.settle(await read(job.task).catch((error: Error) => error));
  }
  isWorking = false;
  idle = setTimeout(stopReader, IDLE_MS).unref();
}

async function read(task: ReadTask): Promise<ReadResults[ReadTask['kind']]> {
  reader ??= start();
  const { child, ready } = reader;
  hold(child, true);
  try {
    if (!(await ready)) throw notStarted();
    return await ask(child, task);
  } catch (error) {
    stopReader();
    throw error;
  } finally {
    hold(child, false);
  }
}

function start(): { child: ChildProcess; ready: Promise<boolean> } {
  const child = startReader();
  child.once('exit', () => {
    if (reader?.child === child) reader = undefined;
  });
  const ready = new Promise<boolean>((resolve) => {
    const timer = setTimeout(resolve, START_MS, false);
    const settle = (isReady: boolean) => {
      clearTimeout(timer);
      resolve(isReady);
    };
    child.once('message', () => settle(true));
    child.once('exit', () => settle(false));
    child.once('error', () => settle(false));
  });
  return { child, ready };
}

function ask(child: ChildProcess, task: ReadTask): Promise<ReadResults[ReadTask['kind']]> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const cpuBefore = cpuMs(child);
    const timer = setInterval(() => {
      const elapsed = performance.now() - started;
      const used = cpuBefore === undefined ? elapsed : (cpuMs(child) ?? cpuBefore) - cpuBefore;
      if (used > READ_CPU_MS || elapsed > READ_MS) settle(() => reject(tooSlow()));
    }, LOOK_EVERY_MS);
    const onMessage = (message: ReaderMessage) => {
      if (message.kind === 'read') {
        settle(() => resolve(message.result));
        if (message.bytes > MAX_BYTES) stopReader();
      }
      if (message.kind === 'failed') settle(() => reject(unreadable(message.reason)));
    };
    const onExit = (code: number | null, signal: string | null) =>
      settle(() => reject(died(signal ?? `exit code ${code}`)));
    const settle = (end: () => void) => {
      clearInterval(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      end();
    };
    child.on('message', onMessage);
    child.once('exit', onExit);
    child.send({ id: 0, task }, (error) => {
      if (error) settle(() => reject(died(error.message)));
    });
  });
}

function cancelled(): Cancelled {
  return new Cancelled('The call was cancelled before the script was read.', { hint: 'Nothing was sent.' });
}

function tooMany(): Refused {
  return new Refused(`${MAX_WAITING} scripts of this caller are already waiting to be read.`, {
    hint: 'Wait for their results, then try again.',
  });
}

function tooSlow(): Refused {
  return new Refused(`The script took too long to read, so it was not judged and nothing was sent.`, {
    hint: 'Shorten it or nest it less deeply.',
  });
}

function unreadable(reason: string): Refused {
  return new Refused(`The script cannot be read (${reason}), so it was not judged and nothing was sent.`, {
    hint: 'Nest it less deeply: build long sums, lists and chains in loops.',
  });
}

function notStarted(): TimedOut {
  return new TimedOut('The process that reads scripts did not start; nothing was sent.', {
    hint: 'Try again; if it persists, the machine is short of memory or does not let this program start processes.',
  });
}

function died(reason: string): Unavailable {
  return new Unavailable(
    `The process that reads scripts ended while it read this one (${reason}); nothing was sent.`,
    {
      hint: 'Try again; if it happens with this script only, shorten or simplify it.',
    },
  );
}
