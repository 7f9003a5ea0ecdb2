import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readArguments } from '../../src/commands/call/read-arguments.ts';
import { toolHelp } from '../../src/commands/call/tool-help.ts';
import type { Option } from '../../src/config/option-kinds.ts';
import { OPTIONS } from '../../src/config/options.ts';
import { inputSchema } from '../../src/tool-kit/publish-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { runHere } from './run-here.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'call-'));
  writeFileSync(join(folder, 'arguments.json'), '{"workspace_name": "checkout-prod", "severity": 1}');
  writeFileSync(join(folder, 'check.py'), 'def main():\n    return []\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const sandbox = (...words: string[]) => runHere(['--sandbox', 'call', ...words]);

describe('arguments of a call', () => {
  test.each([
    ['flags', ['--workspace-name', 'checkout-prod', '--severity', '1']],
    ['flags with =', ['--workspace_name=checkout-prod', '--severity=1']],
    ['pairs', ['workspace_name=checkout-prod', 'severity=1']],
    ['pairs with dashes', ['workspace-name=checkout-prod', 'severity=1']],
    ['JSON', ['--json', '{"workspace_name":"checkout-prod","severity":1}']],
    ['JSON in a file', ['--json', '@FOLDER/arguments.json']],
    ['JSON, of which a flag changes a part', ['--json', '@FOLDER/arguments.json', '--limit=1']],
    [
      'a flag before JSON that says otherwise',
      ['--severity', '1', '--json', '{"workspace_name":"checkout-prod","severity":4}'],
    ],
  ])('may be given as %s', async (_, words) => {
    const { code, stdout } = await sandbox(
      'get_workspace_issues',
      ...words.map((word) => word.replace('FOLDER', folder)),
    );
    expect(code).toBe(0);
    const severities = JSON.parse(stdout).results.map(({ severity }: { severity: number }) => severity);
    expect(new Set(severities)).toEqual(new Set([1]));
  });

  test('may be a switch, on and off, among others', async () => {
    const words = [
      '--slx-name',
      'new-check',
      '--script',
      `@${folder}/check.py`,
      '--alias',
      'New',
      '--statement',
      'It is.',
    ];
    const { stdout } = await sandbox(
      'commit_slx',
      '--dry-run',
      '--workspace-name',
      'checkout-prod',
      ...words,
    );
    expect(JSON.parse(stdout)).toMatchObject({ status: expect.stringMatching(/dry|preview|validated/i) });
    const off = await sandbox(
      'run_script_and_wait',
      '--no-completion-marker',
      '--workspace-name=checkout-prod',
      '--script',
      `@${folder}/check.py`,
    );
    expect(JSON.parse(off.stdout)).toMatchObject({ outcome: 'healthy' });
  });

  test('may be a text out of a file', async () => {
    const { stdout } = await runHere(['call', 'validate_script', `script=@${folder}/check.py`]);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, script_bytes: 26 });
  });

  test('may not be a file that is not there', async () => {
    const { code, stdout, stderr } = await runHere(['call', 'validate_script', 'script=@/no/such/file']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('/no/such/file');
  });

  test('may repeat the flag of a list, and of nothing else', async () => {
    const schema = {
      type: 'object',
      properties: { owners: { type: 'array' }, alias: { type: 'string' } },
    } as const;
    const { args } = await readArguments(schema, [
      '--owners',
      'a@x.org',
      'owners=b@x.org',
      '--owners=c@x.org',
    ]);
    expect(args).toEqual({ owners: ['a@x.org', 'b@x.org', 'c@x.org'] });
    await expect(readArguments(schema, ['--alias=a', '--alias=b'])).rejects.toThrow('alias is given twice');
  });

  test('may begin with @@ for a text that begins with @, and with -- after =', async () => {
    const { stdout } = await sandbox(
      'get_workspace_issues',
      'workspace_name=checkout-prod',
      'search=@@nobody',
    );
    expect(JSON.parse(stdout).count).toBe(0);
    const dashed = await sandbox(
      'get_workspace_issues',
      'workspace_name=checkout-prod',
      '--search=--nothing',
    );
    expect(JSON.parse(dashed.stdout).count).toBe(0);
  });

  test('have names that no option of the server and of the command has', () => {
    const taken = (Object.values(OPTIONS) as Option[]).flatMap(({ flag }) => (flag ? [flag] : []));
    const names = tools.flatMap((tool) => Object.keys(inputSchema(tool).properties));
    const clashing = names.filter((name) =>
      [...taken, 'json', 'format', 'help'].includes(name.replaceAll('_', '-')),
    );
    // `--confirm` after a tool's name is the code of its preview; before it, when the server asks.
    expect(clashing.filter((name) => name !== 'confirm')).toEqual([]);
  });
});

describe('what is printed', () => {
  test('is an error of the tool on standard output, with 1', async () => {
    const { code, stdout } = await sandbox('get_slx_runbook', 'slx_name=x');
    expect(code).toBe(1);
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'invalid_arguments', hint: expect.any(String) });
  });

  test('is JSON in a pipe, and a table of the records where that is asked for', async () => {
    const { stdout } = await sandbox('list_workspaces', '--format', 'table');
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      'name           displayName                  role',
      'checkout-prod  Checkout (production)        admin',
    ]);
    expect(() => JSON.parse(stdout)).toThrow();
  });

  test('names what a table leaves out', async () => {
    const { stdout } = await sandbox(
      'get_workspace_issues',
      'workspace_name=checkout-prod',
      'limit=2',
      '--format=table',
    );
    expect(stdout).toContain('count: 14');
    expect(stdout).toMatch(/^id +severity +title +slxName/m);
    expect(stdout).toMatch(/--format json also has .*nextSteps/);
  });

  test('is an error in words, with a table asked for', async () => {
    const { code, stdout } = await sandbox(
      'get_workspace_issues',
      'workspace_name=nope',
      '--format',
      'table',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^error:\n {2}code: \w+\n {2}message: /);
  });
});

describe('help for a tool', () => {
  test('names each argument of each tool', () => {
    for (const tool of tools) {
      const help = toolHelp(tool, { confirm: 'always' });
      for (const argument of Object.keys(inputSchema(tool).properties))
        expect(help, tool.name).toMatch(new RegExp(`--(no-)?${argument.replaceAll('_', '-')}\\b`));
    }
  });

  test('is what tools says of it', async () => {
    const { code, stdout } = await runHere(['call', 'commit_slx', '--help']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: (await runHere(['tools', 'commit_slx'])).stdout });
  });

  test('says what is required, unless the server has a default workspace', async () => {
    const needed = await runHere(['tools', 'get_workspace_issues']);
    expect(needed.stdout).toContain(
      'Usage: runwhen-platform-mcp call get_workspace_issues --workspace-name <text> [arguments]',
    );
    const spared = await runHere(['--workspace', 'x', 'tools', 'get_workspace_issues']);
    expect(spared.stdout).toContain('Usage: runwhen-platform-mcp call get_workspace_issues [arguments]');
  });

  test('is about the command where no tool is named', async () => {
    const { code, stdout } = await runHere(['call', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: runwhen-platform-mcp call');
  });
});
