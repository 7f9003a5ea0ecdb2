import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { version } from '../../package.json';
import { runProgram, startProgram } from './program.ts';
import { temporaryDirectory } from './stdio-server.ts';

const directory = temporaryDirectory();
afterAll(() => directory.remove());

function fileOf(name: string, text: string): string {
  const path = join(directory.path, name);
  writeFileSync(path, text);
  return path;
}

const GOOD = 'def main():\n    return []\n';
const BAD = 'def main():\n    return [{"issue titel": "Disk"}]\n';
const ESCAPES = '\u001b[';

describe('the program', () => {
  test('shows its commands, options and variables with --help', async () => {
    const { code, stdout } = await runProgram(['--help']);
    expect(code).toBe(0);
    for (const part of [
      'serve',
      'demo',
      'sandbox',
      'call <tool> [arguments...]',
      'tools',
      'validate [options] <paths...>',
      'run [options] <file>',
      'completion <shell>',
      '--workspace',
    ]) {
      expect(stdout).toContain(part);
    }
    for (const variable of ['RW_API_URL', 'RUNWHEN_TOKEN', 'DEFAULT_WORKSPACE', 'MCP_READ_ONLY']) {
      expect(stdout).toContain(variable);
    }
  });

  test('shows its version', async () => {
    expect(await runProgram(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  test.each([
    ['an unknown command', ['serv']],
    ['an unknown option', ['tools', '--jsn']],
    ['a missing argument', ['call']],
    ['a value that there is not', ['validate', 'x.py', '--kind', 'metric']],
  ])('ends with 2 for %s, and says so on standard error', async (_, args) => {
    const { code, stdout, stderr } = await runProgram(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/error: /);
  });
});

test('a reader that has gone, such as head, is no error', async () => {
  const { child, stderr, ended } = startProgram(['tools']);
  child.stdout!.destroy();
  expect((await ended).code).toBe(0);
  expect(stderr()).toBe('');
});

describe('call of a tool that deletes', () => {
  const DELETE = [
    '--sandbox',
    'call',
    'delete_slx',
    'workspace_name=checkout-prod',
    'slx_name=checkout-api-pods',
  ];

  test('deletes nothing by itself: it prints the preview and ends with 1', async () => {
    const { code, stdout, stderr } = await runProgram(DELETE);
    expect({ code, status: JSON.parse(stdout).status }).toEqual({ code: 1, status: 'confirmation_required' });
    expect(stderr).toContain('--yes');
  });

  test('deletes at once with --yes', async () => {
    const { code, stdout } = await runProgram([...DELETE, '--yes']);
    expect({ code, status: JSON.parse(stdout).status }).toEqual({ code: 0, status: 'deleted' });
  });
});

describe('tools', () => {
  test('lists each on a line', async () => {
    const { code, stdout } = await runProgram(['tools']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(47);
    expect(lines.every((line) => /^[a-z][a-z0-9_]* +\S/.test(line))).toBe(true);
  });

  test('lists them as clients see them with --json, and leaves out what writes with --read-only', async () => {
    const all = JSON.parse((await runProgram(['tools', '--json'])).stdout);
    expect(all[0]).toMatchObject({ name: expect.any(String), inputSchema: { type: 'object' } });
    const reading = JSON.parse((await runProgram(['tools', '--json', '--read-only'])).stdout);
    const names = reading.map(({ name }: { name: string }) => name);
    expect(names).toContain('get_workspace_issues');
    expect(names).not.toContain('commit_slx');
    expect(reading.length).toBeLessThan(all.length);
  });
});

describe('call', () => {
  test('prints what the tool answers as JSON alone', async () => {
    const args = ['call', 'get_workspace_issues', '--sandbox', 'workspace_name=checkout-prod', 'severity=1'];
    const { code, stdout, stderr } = await runProgram(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout).results[0].severity).toBe(1);
  });

  test('reads a value from a file', async () => {
    const script = fileOf('check.py', GOOD);
    const { stdout } = await runProgram(['call', 'validate_script', `script=@${script}`]);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, script_bytes: GOOD.length });
  });

  test('ends with 1 where the tool answers with an error, which is on standard output', async () => {
    const { code, stdout } = await runProgram(['call', 'get_slx_runbook', '--sandbox', 'slx_name=x']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'invalid_arguments', hint: expect.any(String) });
  });

  test('ends with 1 and what to set where there is no token', async () => {
    const { code, stdout } = await runProgram(['call', 'list_workspaces', '--api-url', 'http://127.0.0.1:9']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).error.hint).toContain('RUNWHEN_TOKEN');
  });

  test.each([
    ['an unknown tool', ['get_workspace_isues'], 'Did you mean get_workspace_issues?'],
    ['a word that is no key=value', ['list_workspaces', 'checkout'], 'key=value'],
    ['a file that is not there', ['validate_script', 'script=@/no/such/file'], '/no/such/file'],
    ['a tool that --read-only leaves out', ['commit_slx', '--read-only'], 'read-only'],
  ])('ends with 2 for %s', async (_, args, said) => {
    const { code, stdout, stderr } = await runProgram(['call', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
  });

  test('is cancelled by Ctrl-C', async () => {
    const script = 'main() {\n  sleep 30\n  printf "[]" >&3\n}\n';
    const args = ['workspace_name=checkout-prod', `script=${script}`];
    const { child, stderr, ended } = startProgram(['call', 'run_script_and_wait', '--sandbox', ...args], {
      environment: { MCP_LOG_LEVEL: 'info' },
    });
    await expect.poll(stderr, { timeout: 20_000 }).toContain('waiting for run');
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(1);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'cancelled',
      detail: { runId: expect.any(String) },
    });
  });
});

describe('validate', () => {
  test('says that a good script is one, with 0', async () => {
    const path = fileOf('good.py', GOOD);
    expect(await runProgram(['validate', path])).toMatchObject({
      code: 0,
      stdout: `${path}: The script fits the runner.\n`,
    });
  });

  test('prints findings as a compiler does, with 1', async () => {
    const path = fileOf('bad.py', BAD);
    const { code, stdout } = await runProgram(['validate', path]);
    expect(code).toBe(1);
    expect(stdout).toContain(`${path}:2:14: error issue-key: `);
    expect(stdout).not.toContain(ESCAPES);
  });

  test('prints them for programs with --json', async () => {
    const { code, stdout } = await runProgram(['validate', '--json', fileOf('bad.py', BAD)]);
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
    const { stdout } = await runProgram(['validate', '--json', fileOf(name, text)]);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, interpreter, task_type });
  });

  test('believes what it is told rather than the file’s name', async () => {
    const path = fileOf('pods.txt', 'main() {\n  printf 1 >&3\n}\n');
    const args = ['validate', '--json', '--kind', 'sli', '--interpreter', 'bash', path];
    expect(JSON.parse((await runProgram(args)).stdout)).toMatchObject({
      interpreter: 'bash',
      task_type: 'sli',
    });
  });

  test('ends with 2 where there is no such file', async () => {
    const { code, stdout, stderr } = await runProgram(['validate', '/no/such/file.py']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('/no/such/file.py is not found');
  });
});

describe('sandbox', () => {
  const settings: Record<string, string> = {};
  let stop: () => Promise<number | null>;
  beforeAll(async () => {
    const { child, stdout, ended } = startProgram(['sandbox', '--port', '0', '--sandbox-slxs', '60']);
    await vi.waitFor(() => expect(stdout()).toContain('RUNWHEN_TOKEN='), { timeout: 20_000 });
    for (const [, name, value] of stdout().matchAll(/^([A-Z_]+)=(.+)$/gm)) settings[name!] = value!;
    stop = async () => {
      child.kill('SIGTERM');
      return (await ended).code;
    };
  });
  afterAll(async () => {
    expect(await stop()).toBe(0);
  });

  test('prints the variables to use it with', () => {
    expect(Object.keys(settings)).toEqual([
      'RW_API_URL',
      'RUNWHEN_AGENT_URL',
      'RUNWHEN_APP_URL',
      'RUNWHEN_REGISTRY_URL',
      'RUNWHEN_TOKEN',
    ]);
    expect(settings.RW_API_URL).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test.each([
    ['0.0.0.0', /listens on 0\.0\.0\.0: whoever reaches it .*runs scripts on this machine/],
    ['127.0.0.1', /^$/],
  ])('warns of a place that others reach, and of no other: %s', async (host, said) => {
    const { child, stdout, ended } = startProgram(['sandbox', '--host', host, '--port', '0']);
    await vi.waitFor(() => expect(stdout()).toContain('RUNWHEN_TOKEN='), { timeout: 20_000 });
    child.kill('SIGTERM');
    expect((await ended).stderr).toMatch(said);
  });

  test('says that its port is taken, with 2', async () => {
    const { port } = new URL(settings.RW_API_URL!);
    const { code, stdout, stderr } = await runProgram(['sandbox', '--port', port]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      `runwhen-platform-mcp: The sandbox cannot listen on 127.0.0.1, port ${port} (EADDRINUSE).\n` +
        'Give another --host or --port; port 0 picks a free one.\n',
    );
  });

  test('answers as the platform’s API', async () => {
    const address = `${settings.RW_API_URL}/api/v3/workspaces`;
    expect((await fetch(address)).status).toBe(401);
    const headers = { authorization: `Bearer ${settings.RUNWHEN_TOKEN}` };
    expect((await fetch(address, { headers })).status).toBe(200);
  });

  test('serves this program in another process', async () => {
    const slxs = ['call', 'get_workspace_slxs', 'workspace_name=checkout-prod'];
    const { code, stdout } = await runProgram(slxs, { environment: settings });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).count).toBe(60);
  });

  test.each([
    ['--env-file', ['--env-file', 'settings.env'], {}],
    ['RUNWHEN_ENV_FILE', [], { RUNWHEN_ENV_FILE: 'settings.env' }],
  ])('serves a program that finds the variables in the file that %s names', async (_, flags, environment) => {
    const workingDirectory = mkdtempSync(join(directory.path, 'project-'));
    const lines = Object.entries({ ...settings, DEFAULT_WORKSPACE: 'pay-core-7' });
    writeFileSync(join(workingDirectory, 'settings.env'), lines.map((pair) => pair.join('=')).join('\n'));
    const call = [...flags, 'call', 'get_workspace_issues'];
    const { code, stdout, stderr } = await runProgram(call, { workingDirectory, environment });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.stringify(JSON.parse(stdout))).toContain('pay-core-7--');
  });

  test.each([
    ['absent', 'is not found'],
    ['.', 'is a folder, not a file'],
  ])('ends with 2 where RUNWHEN_ENV_FILE names %s, which is no file', async (path, why) => {
    const { code, stdout, stderr } = await runProgram(['tools'], { environment: { RUNWHEN_ENV_FILE: path } });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(why);
    expect(stderr).toContain('RUNWHEN_ENV_FILE');
  });
});

describe('demo', () => {
  test('plays the whole session and ends well, in plain text where it is no terminal', async () => {
    const { code, stdout, stderr } = await runProgram(['demo']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain(ESCAPES);
    expect(stdout).not.toContain('\r');
    expect(stdout).not.toContain('FAILED');
    for (const tool of [
      'list_workspaces',
      'workspace_chat',
      'get_workspace_issues',
      'run_slx',
      'get_issue_details',
      'validate_script',
      'run_script_and_wait',
      'commit_slx',
      'delete_slx',
    ]) {
      expect(stdout).toContain(`→ ${tool}(`);
    }
    expect(stdout).toContain('claude_desktop_config.json');
    expect(stdout).toContain('.vscode/mcp.json');
  }, 60_000);
});
