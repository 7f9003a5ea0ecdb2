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

  test('ends with 2 for a wrong command line, and says so on standard error', async () => {
    const { code, stdout, stderr } = await runProgram(['tools', '--jsn']);
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

describe('call', () => {
  test('prints what the tool answers as JSON alone', async () => {
    const args = ['call', 'get_workspace_issues', '--sandbox', 'workspace_name=checkout-prod', 'severity=1'];
    const { code, stdout, stderr } = await runProgram(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout).results[0].severity).toBe(1);
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

test('validate ends with 1 where a script would be refused, and colours nothing in a pipe', async () => {
  const path = fileOf('bad.py', BAD);
  const { code, stdout } = await runProgram(['validate', path]);
  expect(code).toBe(1);
  expect(stdout).toContain(`${path}:2:14: error issue-key: `);
  expect(stdout).not.toContain(ESCAPES);
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
