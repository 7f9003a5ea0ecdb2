import { execFileSync } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { expect, test } from 'vitest';
import { machine } from '../../../src/sandbox/runner/machine.ts';

test("the machine's Python is an absolute path that works in an empty environment", async () => {
  const { python = '' } = await machine();
  expect(isAbsolute(python)).toBe(true);
  expect(execFileSync(python, ['-c', 'print(1)'], { env: {} }).toString()).toBe('1\n');
});

test("the machine's search path finds bash", async () => {
  const { path } = await machine();
  expect(
    execFileSync('bash', ['--norc', '-c', 'command -v bash'], { env: { PATH: path } }).toString(),
  ).toContain('bash');
});

test('forwarded variables are never empty', async () => {
  const { forwarded } = await machine();
  expect(Object.values(forwarded)).not.toContain('');
});
