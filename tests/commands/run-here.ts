import { vi } from 'vitest';
import { runCli } from '../../src/commands/run-cli.ts';

/** How a command line ended. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command line in this process, with what it prints caught: much quicker than a process for each. */
export async function runHere(argv: string[]): Promise<Ended> {
  const ended = { code: -1, stdout: '', stderr: '' };
  const catching = (stream: 'stdout' | 'stderr') =>
    vi.spyOn(process[stream], 'write').mockImplementation((chunk: string | Uint8Array) => {
      ended[stream] += chunk;
      return true;
    });
  const spies = [catching('stdout'), catching('stderr')];
  try {
    ended.code = await runCli(argv);
  } finally {
    process.stdout.removeAllListeners('error');
    for (const spy of spies) spy.mockRestore();
  }
  return ended;
}
