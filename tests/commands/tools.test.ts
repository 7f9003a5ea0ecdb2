import { afterEach, describe, expect, test, vi } from 'vitest';
import { runHere } from './run-here.ts';

afterEach(() => vi.unstubAllEnvs());

describe('tools', () => {
  test('lists each on a line', async () => {
    const { code, stdout } = await runHere(['tools']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(47);
    expect(lines.every((line) => /^[a-z][a-z0-9_]* +\S/.test(line))).toBe(true);
  });

  test('lists them as clients see them with --json, and leaves out what writes with --read-only', async () => {
    const all = JSON.parse((await runHere(['tools', '--json'])).stdout);
    expect(all[0]).toMatchObject({ name: expect.any(String), inputSchema: { type: 'object' } });
    const reading = JSON.parse((await runHere(['tools', '--json', '--read-only'])).stdout);
    const names = reading.map(({ name }: { name: string }) => name);
    expect(names).toContain('get_workspace_issues');
    expect(names).not.toContain('commit_slx');
    expect(reading.length).toBeLessThan(all.length);
  });

  test.each([
    ['absent', 'is not found'],
    ['.', 'is a folder, not a file'],
  ])('ends with 2 where RUNWHEN_ENV_FILE names %s, which is no file', async (path, why) => {
    vi.stubEnv('RUNWHEN_ENV_FILE', path);
    const { code, stdout, stderr } = await runHere(['tools']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(why);
    expect(stderr).toContain('RUNWHEN_ENV_FILE');
  });
});
