import { readdir, readFile, readlink } from 'node:fs/promises';

/** Rounds of looking: a process may start another one while the list is read. */
const MAX_ROUNDS = 5;

/** Kills the process group with SIGKILL; does nothing when it is gone. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Kills what a script has moved out of its process group: processes that work in `directory` or name it in their
 * environment. Needs `/proc`; elsewhere it finds nothing.
 */
export async function killStragglers(directory: string): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const pids = await processesIn(directory);
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

async function processesIn(directory: string): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.map(Number).filter((pid) => pid > 0 && pid !== process.pid);
  const belongs = await Promise.all(pids.map((pid) => worksIn(pid, directory)));
  return pids.filter((_, index) => belongs[index]);
}

/** A process that cannot be read has ended or belongs to another user, whose it is then not. */
async function worksIn(pid: number, directory: string): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  if (stat === '' || /\) [ZX] /.test(stat)) return false;
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
  if (cwd.startsWith(directory)) return true;
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
  return environment.includes(directory);
}
