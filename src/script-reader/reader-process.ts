import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Grammars are compiled once and quickly: V8's optimised code for them takes hundreds of megabytes more. */
const V8_FLAGS = [
  '--liftoff-only',
  '--max-old-space-size=256',
  '--max-semi-space-size=1',
  '--v8-pool-size=1',
  '--expose-gc',
];
/**
 * Makes glibc give back what compiling took, some 25 MB in pieces of 16 KiB and more; other C libraries ignore it.
 * https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html
 */
const ENVIRONMENT = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '16384' };

/** Starts the process that reads scripts; it has no input, no output but its channel, and nothing of our environment. */
export function startReader(): ChildProcess {
  const built = fileURLToPath(new URL('./script-reader.js', import.meta.url));
  const isBuilt = existsSync(built);
  const file = isBuilt ? built : fileURLToPath(new URL('./child.ts', import.meta.url));
  const child = fork(file, {
    env: ENVIRONMENT,
    execArgv: [...V8_FLAGS, ...(isBuilt ? [] : ['--import', loader()])],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  hold(child, false);
  return child;
}

/** What reads TypeScript where the server is not built. */
function loader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}

/** An idle reader keeps no program from ending; a busy one does. */
export function hold(child: ChildProcess, isBusy: boolean): void {
  if (isBusy) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}

/** Processor time that a process has used, in steps of 10 ms; undefined where the system does not tell. */
export function cpuMs({ pid }: ChildProcess): number | undefined {
  try {
    // Fields 14 and 15 of stat, in hundredths of a second; the name in field 2 may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return undefined;
  }
}
