import { setTimeout as sleep } from 'node:timers/promises';

/** How long file reads and name look-ups may take to finish. */
const SETTLE_WITHIN_MS = 1500;
const LOOK_EVERY_MS = 20;

/**
 * Ends the process. Node's own exit waits for the threads that read files and look up names; where one hangs, for instance
 * on a lost network drive, the process is killed instead.
 */
export async function endProcess(code: number): Promise<never> {
  const deadline = Date.now() + SETTLE_WITHIN_MS;
  while (hasBusyThreads() && Date.now() < deadline) await sleep(LOOK_EVERY_MS);
  if (hasBusyThreads()) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}

function hasBusyThreads(): boolean {
  return process.getActiveResourcesInfo().some((kind) => /^(FSReq|GetAddrInfo|GetNameInfo)/.test(kind));
}

/** Signals that ask a process to end: Ctrl-C, a process manager, a terminal that is gone. */
const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves with the first of these signals. */
export function signalToEnd(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of END_SIGNALS) process.once(signal, () => resolve(signal));
  });
}
