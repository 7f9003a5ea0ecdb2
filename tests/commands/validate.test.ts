import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sarif from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runHere } from './run-here.ts';

const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const fits = ajv.compile(sarif);
const expectValid = (log: unknown) => expect(fits(log) ? [] : fits.errors).toEqual([]);

const GOOD = 'def main():\n    return []\n';
const BAD = 'def main():\n    return [{"issue titel": "Disk"}]\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'validate [1] '));
  const file = (path: string, text: string) => writeFileSync(join(folder, path), text);
  for (const path of ['good', 'mixed', 'mixed/deep', 'mixed/node_modules']) mkdirSync(join(folder, path));
  file('good/pods.py', GOOD);
  file('good/sli.sh', 'main() {\n  printf 1 >&3\n}\n');
  file('good/README.md', '# No script');
  file('mixed/ok.py', GOOD);
  file('mixed/deep/bad.py', BAD);
  file('mixed/node_modules/other.py', BAD);
  file('mixed/large.py', `${GOOD}# ${'x'.repeat(70_000)}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const validate = (...args: string[]) => runHere(['validate', ...args]);

describe('validate', () => {
  test('takes a folder: its scripts, no others', async () => {
    const { code, stdout } = await validate(join(folder, 'good'));
    expect(code).toBe(0);
    expect(stdout).toContain(`${join(folder, 'good', 'pods.py')}: `);
    expect(stdout).toContain(`${join(folder, 'good', 'sli.sh')}: `);
    expect(stdout).not.toContain('README');
    expect(stdout).toMatch(/All 2 scripts can be run\.\n$/);
  });

  test('ends with 1 where one of several would be refused, and leaves others’ code out', async () => {
    const { code, stdout } = await validate(join(folder, 'mixed'));
    expect(code).toBe(1);
    expect(stdout).toContain(`${join(folder, 'mixed', 'deep', 'bad.py')}:2:14: error issue-key: `);
    expect(stdout).not.toContain('other.py');
    expect(stdout).toMatch(/2 of 3 scripts cannot be run\.\n$/);
  });

  test.each(['*.py', '**/ok.py', '{ok,none}.py'])('takes the pattern %s', async (pattern) => {
    const before = process.cwd();
    process.chdir(join(folder, 'mixed'));
    try {
      const { stdout } = await validate(pattern, '--format', 'json');
      const files = JSON.parse(stdout).map(({ file }: { file: string }) => file);
      expect(files).toContain('ok.py');
      expect(files).not.toContain('node_modules/other.py');
    } finally {
      process.chdir(before);
    }
  });

  test('takes a path with brackets in it as a path, and each script once', async () => {
    const path = join(folder, 'good', 'pods.py');
    const { code, stdout } = await validate(path, path, join(folder, 'good'), '--format=json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(2);
  });

  test('prints SARIF that the standard’s schema takes, with and without findings', async () => {
    const log = JSON.parse((await validate(join(folder, 'mixed'), '--format', 'sarif')).stdout);
    expectValid(log);
    const [{ results, tool }] = log.runs;
    const key = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'issue-key');
    expect(key).toMatchObject({
      level: 'error',
      locations: [{ physicalLocation: { region: { startLine: 2, startColumn: 14 } } }],
    });
    expect(tool.driver.rules[key.ruleIndex].id).toBe('issue-key');
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('script-size');
    const none = await validate(join(folder, 'good'), '--format', 'sarif');
    expect(none.code).toBe(0);
    expectValid(JSON.parse(none.stdout));
  });

  test('names files below the working directory by their relative address in SARIF', async () => {
    const before = process.cwd();
    process.chdir(join(folder, 'mixed'));
    try {
      const log = JSON.parse((await validate('deep', '--format', 'sarif')).stdout);
      const { uri } = log.runs[0].results[0].locations[0].physicalLocation.artifactLocation;
      expect(uri).toBe('deep/bad.py');
    } finally {
      process.chdir(before);
    }
  });
});

describe('validate of one script', () => {
  const fileOf = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  test('says that a good one is good, with 0', async () => {
    const path = fileOf('good.py', GOOD);
    expect(await validate(path)).toMatchObject({ code: 0, stdout: `${path}: The script fits the runner.\n` });
  });

  test('prints findings for programs with --json', async () => {
    const { code, stdout } = await validate('--json', fileOf('bad.py', BAD));
    expect(code).toBe(1);
    const { valid, findings } = JSON.parse(stdout);
    expect(valid).toBe(false);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'issue-key', line: 2, severity: 'error', fix: expect.any(String) }),
    );
  });

  test.each([
    ['pods-sli.py', 'def main():\n    return 1.0\n', 'python', 'sli'],
    ['sli.sh', 'main() {\n  printf 1 >&3\n}\n', 'bash', 'sli'],
    ['pods.py', GOOD, 'python', 'task'],
    ['pods', '#!/usr/bin/env python3\ndef main():\n    return []\n', 'python', 'task'],
    ['check', 'main() {\n  printf "[]" >&3\n}\n', 'bash', 'task'],
  ])('tells from %s what it is', async (name, text, interpreter, task_type) => {
    const { stdout } = await validate('--json', fileOf(name, text));
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, interpreter, task_type });
  });

  test('believes what it is told rather than the file’s name', async () => {
    const path = fileOf('pods.txt', 'main() {\n  printf 1 >&3\n}\n');
    const { stdout } = await validate('--json', '--kind', 'sli', '--interpreter', 'bash', path);
    expect(JSON.parse(stdout)).toMatchObject({ interpreter: 'bash', task_type: 'sli' });
  });

  test('ends with 2 where there is no such file', async () => {
    const { code, stdout, stderr } = await validate('/no/such/file.py');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('/no/such/file.py is not found');
  });
});
