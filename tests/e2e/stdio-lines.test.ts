import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { describe, expect, test, vi } from 'vitest';
import { type Running, startProgram } from './program.ts';
import { PROGRAM } from './stdio-server.ts';

const message = (value: object) => JSON.stringify({ jsonrpc: '2.0', ...value });
const initialize = (protocolVersion = '2025-06-18') =>
  message({
    id: 1,
    method: 'initialize',
    params: { protocolVersion, capabilities: {}, clientInfo: { name: 'lines', version: '1' } },
  });
const call = (id: number, name: string, args: object = {}) =>
  message({ id, method: 'tools/call', params: { name, arguments: args } });
const ping = (id: number) => message({ id, method: 'ping' });

// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
const answers = (stdout: string): any[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** What the sandbox's server answers to that input, which then closes. */
async function answersTo(input: string | Buffer) {
  const running = startProgram(['--sandbox']);
  running.child.stdin!.end(input);
  const ended = await running.ended;
  return { ...ended, answers: answers(ended.stdout) };
}

/** A running server after its handshake. */
async function connected(args = ['--sandbox']): Promise<Running> {
  const running = startProgram(args);
  running.child.stdin!.write(`${initialize()}\n`);
  await vi.waitFor(() => expect(running.stdout()).toContain('"id":1'), { timeout: 20_000 });
  return running;
}

const exitOf = ({ child }: Running) =>
  new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));

describe('standard input', () => {
  test('is answered to its end, also where it closes with the last request', async () => {
    const tools = message({ id: 2, method: 'tools/list' });
    const { code, answers } = await answersTo(`${initialize()}\n${tools}\n${call(3, 'list_workspaces')}`);
    expect(code).toBe(0);
    expect(answers.map(({ id }) => id).sort()).toEqual([1, 2, 3]);
    expect(JSON.stringify(answers.find(({ id }) => id === 3))).toContain('checkout-prod');
  });

  test('may begin with a byte order mark and have CRLF', async () => {
    const { answers } = await answersTo(`\ufeff${initialize()}\r\n${ping(2)}\r\n`);
    expect(answers.map(({ id, error }) => [id, error])).toEqual([
      [1, undefined],
      [2, undefined],
    ]);
  });

  test('that cannot be read is answered, logged in one line, and followed by what comes next', async () => {
    const lines = [initialize(), '{"jsonrpc":', '{"id":7,"method":"ping"}', '[]', ping(2)];
    const { answers, stderr } = await answersTo(`${lines.join('\n')}\n`);
    expect(answers.map(({ id, error }) => [id, error?.code]).sort()).toEqual(
      [
        [1, undefined],
        [2, undefined],
        [7, -32600],
        [null, -32600],
        [null, -32700],
      ].sort(),
    );
    expect(stderr.trim().split('\n')).toHaveLength(3);
  });

  test('with a call without parameters is answered as such, in words', async () => {
    const { answers } = await answersTo(`${initialize()}\n${message({ id: 2, method: 'tools/call' })}\n`);
    expect(answers[1].error).toMatchObject({
      code: -32602,
      message: expect.stringMatching(/^Invalid params: params/),
    });
  });

  test('for a skill that is not there is answered with its URI, not as a fault', async () => {
    const read = message({ id: 2, method: 'resources/read', params: { uri: 'runwhen-skill://x' } });
    const { answers } = await answersTo(`${initialize()}\n${read}\n`);
    expect([-32002, -32602]).toContain(answers[1].error.code);
    expect(answers[1].error.message).toContain('runwhen-skill://x');
  });

  test('has batches in the revision that has them, answered as one array', async () => {
    const batch = `[${ping(2)},${message({ method: 'notifications/x' })},{"id":9},${call(3, 'list_skills')}]`;
    const { answers } = await answersTo(`${initialize('2025-03-26')}\n${batch}\n${ping(4)}\n`);
    const array = answers.find(Array.isArray)!;
    expect(array.map(({ id }: { id: number }) => id).sort()).toEqual([2, 3, 9]);
    expect(answers.filter((answer) => !Array.isArray(answer)).map(({ id }) => id)).toEqual([1, 4]);
  });

  test('with a message over the limit is answered, and the server goes on', async () => {
    const huge = call(2, 'validate_script', { script: 'x'.repeat(11 * 1024 * 1024) });
    const { code, answers } = await answersTo(`${initialize()}\n${huge}\n${ping(3)}\n`);
    expect(code).toBe(0);
    expect(answers.map(({ id, error }) => [id, error?.code])).toEqual([
      [1, undefined],
      [2, -32600],
      [3, undefined],
    ]);
  });

  test('that closes during a run is answered with the id of the run', async () => {
    const script = 'main() { sleep 60; echo "[]" >&3; }';
    const run = call(2, 'run_script_and_wait', {
      workspace_name: 'checkout-prod',
      script,
      interpreter: 'bash',
    });
    const start = performance.now();
    const { code, answers } = await answersTo(`${initialize()}\n${run}\n`);
    expect(code).toBe(0);
    expect(JSON.stringify(answers.find(({ id }) => id === 2))).toMatch(/run_id|runId/);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

describe('the process ends', () => {
  test('on SIGHUP', async () => {
    const running = await connected();
    const exit = exitOf(running);
    running.child.kill('SIGHUP');
    expect(await exit).toBe(0);
  });

  test.each(['SIGTERM', 'standard input'])('on the end by %s although every thread hangs', async (by) => {
    const hang =
      "import {execFileSync} from 'node:child_process'; import {mkdtempSync, open} from 'node:fs';" +
      "const path = mkdtempSync('/tmp/hang-') + '/pipe'; execFileSync('mkfifo', [path]);" +
      'setTimeout(() => { for (let i = 0; i < 4; i++) open(path, () => {}); }, 2_000);';
    const running = startProgram([], {
      nodeOptions: ['--import', `data:text/javascript,${encodeURIComponent(hang)}`],
    });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const exit = exitOf(running);
    const start = performance.now();
    if (by === 'SIGTERM') running.child.kill('SIGTERM');
    else running.child.stdin!.end();
    await exit;
    expect(performance.now() - start).toBeLessThan(4_000);
  });

  test('not because of a pipe that it was told to read, nor of four', async () => {
    const running = await connected();
    const pipe = `/tmp/pipe-${process.pid}-${Date.now()}`;
    spawn('mkfifo', [pipe]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const id of [2, 3, 4, 5, 6]) {
      running.child.stdin!.write(`${call(id, 'validate_script', { script_path: pipe })}\n`);
    }
    running.child.stdin!.write(`${call(7, 'list_skills')}\n`);
    await vi.waitFor(() => expect(answers(running.stdout())).toHaveLength(7), { timeout: 10_000 });
    expect(running.stdout()).toContain('is a pipe, not a file');
    running.child.stdin!.end();
    expect((await running.ended).code).toBe(0);
  });
});

describe('standard error', () => {
  /** Serves two requests, the second after the first is answered, with that redirection of standard error. */
  async function withStderr(redirection: string): Promise<string> {
    const child = spawn(
      'bash',
      ['-c', `exec "$0" "$1" --sandbox ${redirection}`, process.execPath, PROGRAM],
      {
        cwd: tmpdir(),
        env: { PATH: process.env.PATH, MCP_LOG_LEVEL: 'debug', MCP_TOOL_TRACE: 'true' },
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    );
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stdin.write(`${initialize()}\n`);
    for (let id = 2; id < 12; id += 1) child.stdin.write(`not JSON\n${call(id, 'list_workspaces')}\n`);
    await vi.waitFor(() => expect(stdout).toContain('"id":11'), { timeout: 20_000 });
    child.stdin.end(`${ping(99)}\n`);
    await new Promise((resolve) => child.once('exit', resolve));
    return stdout;
  }

  test.each([
    ['is closed', '2>&-'],
    ['is full', '2>/dev/full'],
    ['has lost its reader', '2> >(exit 0)'],
  ])('that %s ends nothing', async (_, redirection) => {
    expect(await withStderr(redirection)).toContain('"id":99');
  });

  test('that nobody reads holds nothing up', async () => {
    const running = startProgram(['--sandbox'], { environment: { MCP_LOG_LEVEL: 'debug' } });
    running.child.stderr!.pause();
    running.child.stdin!.write(`${initialize()}\n${'not JSON\n'.repeat(20_000)}${ping(2)}\n`);
    await vi.waitFor(() => expect(running.stdout()).toContain('"id":2'), { timeout: 20_000 });
    running.child.stdin!.end();
    running.child.stderr!.resume();
    expect((await running.ended).code).toBe(0);
  });
});
