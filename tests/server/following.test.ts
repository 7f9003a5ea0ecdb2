import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { createBackend } from '../../src/server/backend.ts';
import { addressesIn, createFollowing } from '../../src/server/following.ts';
import { setBounds } from '../platform/bounds.ts';
import { authorized, type HttpBench, serve } from './http/http-bench.ts';

const workspace_name = 'checkout-prod';

let sandbox: Sandbox;
let http: HttpBench;
beforeAll(async () => {
  sandbox = await startSandbox();
  http = await serve(sandbox.url);
});
afterAll(async () => {
  await http.close();
  await sandbox.close();
});

const openIssues = () => [...sandbox.world.workspaces.get(workspace_name)!.issues.keys()];
const addressOf = (issue: unknown) => `runwhen://${workspace_name}/issues/${issue}`;

const soon = { timeout: 25_000 };
const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** How often the platform was asked for an issue until now; each of these requests gets the given fault. */
function countLooks(issue: unknown, suffers: { status?: number } = {}): () => number {
  const path = `/api/v3/workspaces/${workspace_name}/issues/${issue}`;
  let asked = 0;
  const counting = { test: (given: string) => given === path && ++asked > 0 } as RegExp;
  onTestFinished(sandbox.faults.add({ path: counting, ...suffers }));
  return () => asked;
}

async function listen(uris: string[], token = sandbox.token) {
  const client = new Client(
    { name: 'listener', version: '1.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  const heard: string[] = [];
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
    heard.push(params.uri);
  });
  const requestInit = { headers: authorized(token) };
  await client.connect(new StreamableHTTPClientTransport(new URL(http.url), { requestInit }));
  const stream = await client.listen({ resourceSubscriptions: uris });
  onTestFinished(() => client.close());
  return { client, heard, stream };
}

test("an issue's closing is told to the client that follows it, and to no other", async () => {
  setBounds({ followInterval: 50 });
  const [issue, other] = openIssues();
  const looks = countLooks(issue);
  const first = await listen([addressOf(issue)]);
  const second = await listen([addressOf(other)]);
  expect(first.stream.honoredFilter).toEqual({ resourceSubscriptions: [addressOf(issue)] });
  await expect.poll(() => looks(), soon).toBeGreaterThan(1);
  const { isError } = await first.client.callTool({
    name: 'close_issue',
    arguments: { workspace_name, issue_ids: [Number(issue)] },
  });
  expect(isError).not.toBe(true);
  await expect.poll(() => first.heard, soon).toEqual([addressOf(issue)]);
  expect(second.heard).toEqual([]);
}, 90_000);

test('over HTTP, earlier protocols are not offered what they would need a session for', async () => {
  const client = new Client({ name: 'old', version: '1.0.0' });
  const requestInit = { headers: authorized(sandbox.token) };
  await client.connect(new StreamableHTTPClientTransport(new URL(http.url), { requestInit }));
  expect(client.getServerCapabilities()?.resources?.subscribe).toBeUndefined();
  await client.close();
});

function followed() {
  const config = loadConfig({ environment: { RW_API_URL: sandbox.url }, workingDirectory: '/' });
  const backend = createBackend(config);
  const told: string[] = [];
  const following = createFollowing({
    contextFor: async (signal) => ({
      platform: await backend.platform({ token: sandbox.token, tool: { name: 'test' } }),
      config,
      signal,
    }),
    changed: (uri) => told.push(uri),
  });
  onTestFinished(async () => {
    following.end();
    await backend.close();
  });
  return { following, told };
}

test('what is left as it was is not told, nor what is followed no more; what goes away is', async () => {
  setBounds({ followInterval: 50 });
  const { following, told } = followed();
  const [, , kept, gone] = openIssues();
  const looks = countLooks(gone);
  const { issues } = sandbox.world.workspaces.get(workspace_name)!;
  expect(following.add('a', [addressOf(kept), addressOf(gone)])).toBe(true);
  expect(following.add('b', [addressOf(gone)])).toBe(true);
  following.drop('a');
  await expect.poll(() => looks(), soon).toBeGreaterThan(1);
  expect(told).toEqual([]);
  issues.delete(gone!);
  await expect.poll(() => told, soon).toEqual([addressOf(gone)]);
  following.drop('b');
  issues.delete(kept!);
  await pass(300);
  expect(told).toEqual([addressOf(gone)]);
}, 90_000);

test('is given up after five looks that fail, and not before', async () => {
  setBounds({ followInterval: 20 });
  const { following, told } = followed();
  const [issue] = openIssues();
  const looks = countLooks(issue, { status: 403 });
  following.add('a', [addressOf(issue)]);
  await expect.poll(() => looks(), soon).toBe(5);
  await pass(300);
  expect([looks(), told]).toEqual([5, []]);
});

test('takes addresses that can be read, up to the bound', () => {
  setBounds({ followed: 2 });
  const { following } = followed();
  expect(following.add('a', ['runwhen-skill://x'])).toBe(false);
  expect(following.add('a', ['runwhen://%zz'])).toBe(false);
  expect(following.add('a', [addressOf(1), addressOf(2)])).toBe(true);
  expect(following.add('b', [addressOf(2)])).toBe(true);
  expect(following.add('b', [addressOf(3)])).toBe(false);
});

test('only streams of subscriptions name addresses, whatever else a message holds', () => {
  const listening = (resourceSubscriptions: unknown) => ({
    method: 'subscriptions/listen',
    params: { notifications: { resourceSubscriptions } },
  });
  expect(addressesIn(listening(['runwhen://a', 7]))).toEqual(['runwhen://a']);
  for (const message of [listening('runwhen://a'), { method: 'subscriptions/listen' }, null, 'x', []])
    expect(addressesIn(message)).toEqual([]);
  expect(addressesIn({ ...listening(['runwhen://a']), method: 'tools/call' })).toEqual([]);
});
