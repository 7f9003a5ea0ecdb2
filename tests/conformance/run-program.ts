import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const INSTALLED = resolve('tests/conformance/programs/node_modules');

/** Programs of the packages in that folder, by what they are called here. */
const PROGRAMS = {
  inspector: '.bin/mcp-inspector',
  suite: '@modelcontextprotocol/conformance/dist/index.js',
};

/** Runs one of them on the pinned Node, to its end. */
export async function runProgram(
  program: keyof typeof PROGRAMS,
  args: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(resolve(INSTALLED, 'node/bin/node'), [resolve(INSTALLED, PROGRAMS[program]), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
