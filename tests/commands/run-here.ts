import { Readable } from 'node:stream';
import { vi } from 'vitest';
import { runCli } from '../../src/commands/run-cli.ts';

/** How a command line ended. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a command line in this process, with a text on standard input and what it prints caught: much quicker than a process for each. */
export async function runHere(argv: string[], input = ''): Promise<Ended> {
  const stdin = vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([input]) as never);
  const ended = { code: -1, stdout: '', stderr: '' };
  const catching = (stream: 'stdout' | 'stderr') =>
    vi.spyOn(process[stream], 'write').mockImplementation((chunk: string | Uint8Array) => {
      ended[stream] += chunk;
      return true;
    });
  const listening = SIGNALS.map((signal) => new Set(process.listeners(signal)));
  const spies = [stdin, catching('stdout'), catching('stderr')];
  try {
    ended.code = await runCli(argv);
  } finally {
    process.stdout.removeAllListeners('error');
    // A command is the whole of its process and leaves these to its end.
    for (const [at, signal] of SIGNALS.entries())
      for (const listener of process.listeners(signal))
        if (!listening[at]!.has(listener)) process.off(signal, listener);
    for (const spy of spies) spy.mockRestore();
  }
  return ended;
}
