import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runHere } from './run-here.ts';

const complete = async (...words: string[]) =>
  (await runHere(['--sandbox', 'complete', '--', ...words])).stdout.trimEnd().split('\n');

describe('what may follow', () => {
  test.each([
    [['val'], ['validate']],
    [['--sand'], ['--sandbox', '--sandbox-slxs']],
    [['call', 'get_workspace_i'], ['get_workspace_issues']],
    [['tools', 'delete_s'], ['delete_slx']],
    [
      ['call', 'get_workspace_issues', 's'],
      ['severity=', 'since=', 'search=', 'state=', 'sort='],
    ],
    [['call', 'get_workspace_issues', '--sev'], ['--severity']],
    [['call', 'get_workspace_issues', 'severity=1', 'sev'], ['']],
    [['call', 'get_workspace_issues', '--severity', '1', '--se'], ['--search']],
    [['call', 'get_workspace_issues', 'state=c'], ['state=closed']],
    [
      ['call', 'get_workspace_issues', '--state', ''],
      ['open', 'closed', 'ignored', 'all'],
    ],
    [['call', 'get_workspace_issues', '--state=a'], ['--state=all']],
    [['call', 'get_workspace_issues', 'workspace_name=p'], ['workspace_name=pay-core-7']],
    [['call', 'get_workspace_issues', '--workspace-name', 'data'], ['data-lake']],
    [['--workspace', 'check'], ['checkout-prod']],
    [['validate', '--format', 's'], ['sarif']],
    [['completion', 'z'], ['zsh']],
    [['no-such', ''], ['']],
  ])('%j is %j', async (words, expected) => {
    expect(await complete(...words)).toEqual(expected);
  });

  test('is nothing, and no error, where the platform does not answer', async () => {
    const words = ['--api-url', 'http://127.0.0.1:1', 'complete', '--', '--workspace', ''];
    expect(await runHere(words)).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('the script for bash', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'completion-'));
    const program = join(folder, 'runwhen-platform-mcp');
    writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} ${resolve('dist/cli.js')} --sandbox "$@"\n`);
    chmodSync(program, 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['runwhen-platform-mcp vali', ['validate']],
    ['runwhen-platform-mcp call get_workspace_is', ['get_workspace_issues']],
    ['runwhen-platform-mcp call get_workspace_issues workspace_name=pay', ['pay-core-7']],
  ])('completes “%s” in a real bash', async (line, expected) => {
    const { stdout } = await runHere(['completion', 'bash']);
    const script = `${stdout}\nCOMP_LINE='${line}' COMP_POINT=${line.length}\ncompopt() { :; }\n_runwhen_platform_mcp\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
    const found = execFileSync('bash', ['-c', script], {
      env: { PATH: `${folder}:${process.env.PATH}` },
      encoding: 'utf8',
    });
    expect(found.trimEnd().split('\n')).toEqual(expected);
  });
});
