import { Client, LOG_LEVEL_META_KEY, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { createLevels } from '../../src/server/client-log.ts';
import { setBounds } from '../platform/bounds.ts';
import { authorized, type HttpBench, serve } from './http/http-bench.ts';

const workspace_name = 'checkout-prod';
const ISSUES = `/api/v3/workspaces/${workspace_name}/issues`;

let sandbox: Sandbox;
let http: HttpBench;
beforeAll(async () => {
  sandbox = await startSandbox();
  http = await serve(sandbox.url);
});
afterEach(() => sandbox.faults.clear());
afterAll(async () => {
  await http.close();
  await sandbox.close();
});

interface Message {
  level: string;
  data: unknown;
}

async function connect(name: string, pin?: string): Promise<{ client: Client; heard: Message[] }> {
  const client = new Client(
    { name, version: '1.0.0' },
    { versionNegotiation: { mode: pin ? { pin } : 'legacy' } },
  );
  const heard: Message[] = [];
  client.setNotificationHandler('notifications/message', ({ params }) => {
    heard.push(params as Message);
  });
  const requestInit = { headers: { ...authorized(sandbox.token), 'user-agent': name } };
  await client.connect(new StreamableHTTPClientTransport(new URL(http.url), { requestInit }));
  onTestFinished(() => client.close());
  return { client, heard };
}

const readIssues = (client: Client, _meta: Record<string, unknown> = {}) =>
  client.callTool({ name: 'get_workspace_issues', arguments: { workspace_name }, _meta });

const busyOnce = () =>
  sandbox.faults.add({ path: ISSUES, status: 503, times: 1, body: { detail: `busy, ${sandbox.token}` } });

test('a client that set a level hears of a request that is made again, without its token', async () => {
  const { client, heard } = await connect('hears');
  await client.setLoggingLevel('warning');
  busyOnce();
  await readIssues(client);
  expect(heard).toEqual([
    {
      level: 'warning',
      logger: 'runwhen-platform-mcp',
      data: {
        event: 'request_retried',
        service: expect.stringContaining('the RunWhen API at 127.0.0.1'),
        request: `GET ${ISSUES}`,
        because: expect.stringContaining('503'),
        wait_ms: expect.any(Number),
      },
    },
  ]);
  expect(JSON.stringify(heard)).not.toContain(sandbox.token);
});

test('and of a platform that is slow, while the call goes on', async () => {
  setBounds({ slowRequest: 100 });
  const { client, heard } = await connect('waits');
  await client.setLoggingLevel('warning');
  sandbox.faults.add({ path: ISSUES, delayMs: 300, times: 1 });
  await readIssues(client);
  expect(heard.map(({ data }) => data)).toEqual([
    expect.objectContaining({ event: 'slow_platform', request: `GET ${ISSUES}`, after_ms: 100 }),
  ]);
});

test('a fallback that a result notes is told from level notice on', async () => {
  sandbox.faults.add({ path: /generate-summary/, status: 500 });
  const { client, heard } = await connect('notes');
  await client.setLoggingLevel('notice');
  const issue = [...sandbox.world.workspaces.get(workspace_name)!.issues.keys()][0]!;
  const result = await client.callTool({
    name: 'get_issue_details',
    arguments: { workspace_name, issue_id: issue, generate: ['summary'] },
  });
  const { notes } = JSON.parse((result.content as { text: string }[])[0]!.text);
  expect(heard.filter(({ level }) => level === 'notice').map(({ data }) => data)).toEqual(
    notes.map((note: string) => ({ event: 'note', tool: 'get_issue_details', note })),
  );
});

test('a higher level leaves it out, and so does setting none', async () => {
  const strict = await connect('strict');
  await strict.client.setLoggingLevel('error');
  const silent = await connect('silent');
  for (const { client } of [strict, silent]) {
    busyOnce();
    await readIssues(client);
  }
  expect([...strict.heard, ...silent.heard]).toEqual([]);
});

test('since protocol 2026-07-28 each request says its level', async () => {
  const { client, heard } = await connect('newer', '2026-07-28');
  busyOnce();
  await readIssues(client);
  expect(heard).toEqual([]);
  busyOnce();
  await readIssues(client, { [LOG_LEVEL_META_KEY]: 'info' });
  expect(heard).toHaveLength(1);
});

test('levels of many clients are kept apart, and the oldest is forgotten', () => {
  const levels = createLevels(2);
  levels('one').set('debug');
  levels('two').set('error');
  levels('one').set('info');
  levels('three').set('alert');
  expect([levels('one').get(), levels('two').get(), levels('three').get()]).toEqual([
    'info',
    undefined,
    'alert',
  ]);
});
