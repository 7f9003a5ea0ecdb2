import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { objectOf } from '../../../src/server/audit/audited-facts.ts';
import { tools } from '../../../src/tools/catalogue.ts';
import { callTool, httpBench } from '../http/http-bench.ts';

const workspace_name = 'checkout-prod';
/** The first call loads the tools. */
const WHILE_IT_LOADS = { timeout: 20_000, interval: 20 };
const RULE = { workspace_name, name: 'Be brief', rule_content: 'Answer in one sentence.' };

function folder() {
  const path = mkdtempSync(join(tmpdir(), 'runwhen-audit-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function benchWithTrail(path = join(folder(), 'audit.jsonl')) {
  const bench = await httpBench({ environment: { MCP_AUDIT_LOG: path } });
  const written = () => (existsSync(path) ? readFileSync(path, 'utf8') : '');
  const lines = () =>
    written()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  const call = (name: string, args: object, token = bench.sandbox.token) =>
    callTool(bench.url, token, name, { ...args });
  return { ...bench, path, written, lines, call };
}

describe('the audit trail', () => {
  test('has two lines for a call that writes: whose, by what, where, on what, and how it ended', async () => {
    const { call, lines } = await benchWithTrail();
    const { id } = await call('create_chat_rule', RULE);
    const [begun, ended] = lines();
    expect(lines()).toHaveLength(2);
    expect(begun).toMatchObject({
      event: 'audit',
      state: 'begun',
      caller: { id: expect.stringMatching(/^user:\d+$/), name: expect.stringMatching(/\w/) },
      client: { name: expect.stringMatching(/\w/) },
      tool: 'create_chat_rule',
      effect: 'write',
      workspace: workspace_name,
      object: { name: 'Be brief' },
    });
    const { time: _, state: __, ...facts } = begun;
    expect(ended).toMatchObject({ ...facts, state: 'ended', outcome: 'ok', result: { id } });
    expect(Date.parse(begun.time)).toBeLessThanOrEqual(Date.parse(ended.time));
  });

  test('names the request as the platform knows it', async () => {
    const { call, lines, sandbox } = await benchWithTrail();
    await call('create_chat_rule', RULE);
    const sent = sandbox.requests.find(({ method }) => method === 'POST')!;
    expect(lines()[0].request_id).toBe(sent.headers['x-request-id']);
  });

  test('is written before the request goes out, and completed after it', async () => {
    const { call, lines, sandbox } = await benchWithTrail();
    sandbox.faults.add({ method: 'POST', path: /rules/, delayMs: 1500 });
    const calling = call('create_chat_rule', RULE);
    await vi.waitFor(() => expect(lines().map(({ state }) => state)).toEqual(['begun']), WHILE_IT_LOADS);
    expect(sandbox.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    await calling;
    expect(lines().map(({ state }) => state)).toEqual(['begun', 'ended']);
  });

  test('has the run that was started, and the SLX that was deleted', async () => {
    const { call, lines } = await benchWithTrail();
    const { session_id } = await call('run_slx', { workspace_name, slx_name: 'checkout-api-pods' });
    const { confirm } = await call('delete_slx', { workspace_name, slx_name: 'checkout-api-pods' });
    await call('delete_slx', { workspace_name, slx_name: 'checkout-api-pods', confirm });
    const ended = lines().filter(({ state }) => state === 'ended');
    expect(ended).toMatchObject([
      { effect: 'execute', object: { slx_name: 'checkout-api-pods' }, result: { session_id } },
      { effect: 'delete', object: { slx_name: 'checkout-api-pods' }, outcome: 'confirmation_required' },
      { effect: 'delete', object: { slx_name: 'checkout-api-pods' }, outcome: 'ok' },
    ]);
  });

  test('has each of the issues that were closed', async () => {
    const { call, lines } = await benchWithTrail();
    const { results } = await call('get_workspace_issues', { workspace_name, limit: 2 });
    const issue_ids = results.map(({ id }: { id: number }) => id);
    await call('close_issue', { workspace_name, issue_ids });
    expect(lines().map(({ object }) => object)).toEqual([{ issue_ids }, { issue_ids }]);
  });

  test('has the calls that were refused, with the reason', async () => {
    const { call, lines, sandbox } = await benchWithTrail();
    await call('create_chat_rule', RULE, sandbox.tokens.readonly);
    await call('delete_slx', { workspace_name, slx_name: 'no-such-slx' });
    expect(lines().map(({ outcome }) => outcome)).toEqual([undefined, 'forbidden', undefined, 'not_found']);
  });

  test('has no script, no content, no value of a variable and no credentials of an address', async () => {
    const { call, written, sandbox } = await benchWithTrail();
    const marks = {
      env_vars: { MARK_NAME: 'mark-of-a-value' },
      secret_vars: { MARK_SECRET: 'mark-of-a-key' },
    };
    const script = '# mark-of-a-script\ndef main():\n    return []\n';
    await call('commit_slx', {
      workspace_name,
      slx_name: 'marks',
      alias: 'Marks',
      statement: 'Marks',
      script,
      ...marks,
    });
    await call('create_chat_rule', { ...RULE, rule_content: 'mark-of-a-rule' });
    await call('deploy_registry_codebundle', {
      workspace_name,
      repo_url: 'https://who:mark-of-a-password@git.example.com/x.git',
      codebundle_path: 'codebundles/x',
      slx_name: 'x',
      alias: 'X',
      statement: 'X',
    });
    expect(written().split('\n').length).toBeGreaterThan(6);
    expect(written()).not.toMatch(/mark-of|MARK_/);
    expect(written()).not.toContain(sandbox.token);
    expect(written()).toContain('https://git.example.com/x.git');
  });

  test('says that a call was a dry run', async () => {
    const { call, lines } = await benchWithTrail();
    const script = 'def main():\n    return []\n';
    const slx = { slx_name: 'dry', alias: 'Dry', statement: 'Dry', script, interpreter: 'python' };
    await call('commit_slx', { workspace_name, ...slx, dry_run: true });
    expect(lines().map((line) => line.dry_run)).toEqual([true, true]);
  });

  test('has nothing of reads', async () => {
    const { call, path } = await benchWithTrail();
    await call('list_workspaces', {});
    expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
  });

  test('goes on in a new file where the old one was moved away, readable by its owner alone', async () => {
    const { call, lines, path } = await benchWithTrail();
    await call('create_chat_rule', RULE);
    renameSync(path, `${path}.1`);
    await call('create_chat_rule', { ...RULE, name: 'Second' });
    expect(lines().map(({ object }) => object.name)).toEqual(['Second', 'Second']);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('is added to what is in the file', async () => {
    const path = join(folder(), 'audit.jsonl');
    writeFileSync(path, '{"event":"earlier"}\n');
    const { call, lines } = await benchWithTrail(path);
    await call('create_chat_rule', RULE);
    expect(lines().map(({ event }) => event)).toEqual(['earlier', 'audit', 'audit']);
  });

  test.each([
    ['in a folder that is missing', (at: string) => join(at, 'missing', 'audit.jsonl')],
    ['that is a folder', (at: string) => at],
    ['that is a device, which always is full', () => '/dev/full'],
    [
      'that is a pipe without a reader',
      (at: string) => {
        execFileSync('mkfifo', [join(at, 'pipe')]);
        return join(at, 'pipe');
      },
    ],
  ])('refuses what changes, and lets reads pass, where it is a file %s', async (_, place) => {
    const { call, sandbox, logs } = await benchWithTrail(place(folder()));
    const { error } = await call('create_chat_rule', RULE);
    expect(error).toMatchObject({ code: 'refused', hint: expect.stringContaining('MCP_AUDIT_LOG') });
    expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(logs.join('')).toContain('audit_not_written');
    expect(JSON.stringify(await call('list_workspaces', {}))).toContain(workspace_name);
  });
});

test.each(tools.filter(({ effect, writesFiles }) => effect !== 'read' || writesFiles))(
  '$name has arguments that say in the audit trail what it is about',
  (tool) => {
    const args = Object.fromEntries(Object.keys(tool.input.shape).map((name) => [name, 'x']));
    expect(Object.keys(objectOf(args)).length).toBeGreaterThan(0);
  },
);
