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
