import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { authorized, post, toolCall } from '../server/http/http-bench.ts';
import { startProgram } from './program.ts';
import { type ServerPlace, startStdioServer, temporaryDirectory } from './stdio-server.ts';

const RULE = { workspace_name: 'checkout-prod', name: 'Be brief', rule_content: 'Answer in one sentence.' };

async function stdio(place: ServerPlace = {}) {
  const server = await startStdioServer({ arguments: ['--sandbox'], ...place });
  onTestFinished(() => server.close());
  return server;
}

const audited = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.includes('"event":"audit"'))
    .map((line) => JSON.parse(line));

test('over stdio a trail on standard error names the client and the user that the platform knows', async () => {
  const server = await stdio({ environment: { MCP_AUDIT_LOG: 'stderr' } });
  await server.call('create_chat_rule', RULE);
  await vi.waitFor(() => expect(audited(server.stderr())).toHaveLength(2));
  expect(audited(server.stderr())[1]).toMatchObject({
    outcome: 'ok',
    caller: { id: 'user:11', name: 'ada' },
    client: { name: 'end-to-end', version: '1.0.0' },
    platform: 'sandbox',
  });
});

test('over stdio there is no trail where none is asked for', async () => {
  const server = await stdio();
  await server.call('create_chat_rule', RULE);
  expect(server.stderr()).not.toContain('audit');
});

test('over stdio a trail that nobody can read refuses what changes, and nothing else', async () => {
  const folder = temporaryDirectory();
  onTestFinished(folder.remove);
  const server = await stdio({ environment: { MCP_AUDIT_LOG: join(folder.path, 'missing', 'audit.jsonl') } });
  expect(await server.refusal('create_chat_rule', RULE)).toMatchObject({ code: 'refused', retryable: false });
  const rules = await server.call('list_chat_rules', { workspace_name: RULE.workspace_name });
  expect(JSON.stringify(rules)).not.toContain(RULE.name);
});

test('over HTTP the trail is on standard error by default', async () => {
  const running = startProgram(['serve', '--sandbox', '--transport', 'http', '--port', '0']);
  onTestFinished(() => void running.child.kill());
  const said = () =>
    running
      .stderr()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
  await vi.waitFor(() => expect(said().map(({ event }) => event)).toContain('sandbox'), { timeout: 20_000 });
  const [{ url }, { token }] = ['listening', 'sandbox'].map((name) =>
    said().find(({ event }) => event === name),
  );
  await (await post(url, toolCall('create_chat_rule', RULE), { headers: authorized(token) })).text();
  await vi.waitFor(() => expect(audited(running.stderr())).toHaveLength(2));
  expect(audited(running.stderr())[0]).toMatchObject({
    caller: { id: 'user:11' },
    object: { name: RULE.name },
  });
});

test('a place that depends on the working directory is refused at the start', async () => {
  const running = startProgram(['--sandbox'], { environment: { MCP_AUDIT_LOG: 'audit.jsonl' } });
  const { code, stderr } = await running.ended;
  expect(code).toBe(2);
  expect(stderr).toContain('MCP_AUDIT_LOG takes stderr, off or the absolute path of a file');
});
