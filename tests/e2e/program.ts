import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { PROGRAM } from './stdio-server.ts';

/** How a run of the program ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface ProgramPlace {
  workingDirectory?: string;
  /** Beside the search path and the home directory, which are all that the program gets from here. */
  environment?: Record<string, string>;
  nodeOptions?: string[];
}

/** A running program, its input open. */
export interface Running {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  ended: Promise<Ended>;
}

export function startProgram(args: string[], place: ProgramPlace = {}): Running {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...(place.nodeOptions ?? []), PROGRAM, ...args], {
    cwd: place.workingDirectory ?? tmpdir(),
    env: { PATH, HOME, ...place.environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, stdout: () => stdout, stderr: () => stderr, ended };
}

/** Runs the program to its end, with nothing on its standard input. */
export function runProgram(args: string[], place?: ProgramPlace): Promise<Ended> {
  const { child, ended } = startProgram(args, place);
  child.stdin?.end();
  return ended;
}
