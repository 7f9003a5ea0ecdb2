import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Rounds of looking: a process may start another one while the list is read. */
const MAX_ROUNDS = 5;
/** For so many milliseconds a higher process id means a younger process; after them every process is looked at. */
const TELLING_MS = 30_000;

/** A process that leads a group of its own. */
export interface Leader {
  pid: number;
  /** Clock of `performance.now()`. */
  startedAt: number;
}

/** Kills the process group with SIGKILL; does nothing when it is gone. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Kills what a script has moved out of its process group: processes younger than `leader` that work in `directory` or name it in
 * their environment. Needs `/proc`; elsewhere it finds nothing.
 */
export function killStragglers(directory: string, leader: Leader): void {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const pids = younger(leader).filter((pid) => worksIn(pid, directory));
    if (pids.length === 0) return;
    for (const pid of pids) kill(pid);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself since the list was read.
  }
}

/** Linux gives out process ids in ascending order and starts over after the highest; the latest is the last word of `/proc/loadavg`. */
function younger({ pid: leader, startedAt }: Leader): number[] {
  const pids = attempt(() => readdirSync('/proc'), [])
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
  const last = Number(attempt(() => readFileSync('/proc/loadavg', 'utf8'), '').split(' ')[4]);
  if (!(last > 0) || performance.now() - startedAt > TELLING_MS) return pids;
  return pids.filter((pid) => (last >= leader ? pid > leader && pid <= last : pid > leader || pid <= last));
}

/** A process that cannot be read has ended, or belongs to another user and so was not started by the script. */
function worksIn(pid: number, directory: string): boolean {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), '');
  if (stat === '' || /\) [ZX] /.test(stat)) return false;
  if (attempt(() => readlinkSync(`/proc/${pid}/cwd`), '').startsWith(directory)) return true;
  return attempt(() => readFileSync(`/proc/${pid}/environ`, 'utf8'), '').includes(directory);
}

function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
