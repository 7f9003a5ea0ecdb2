import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOSTS, type Host } from '../../hosts/hosts.ts';
import { startTwoCopies, type TwoCopies } from './two-copies.ts';

const workspace_name = 'checkout-prod';
const slx_name = 'checkout-api-pods';

let running: TwoCopies;

beforeEach(async () => {
  running = await startTwoCopies();
});

afterEach(() => running.stop());

const place = () => ({ url: `${running.origin}/mcp`, token: running.sandbox.token });

/** Keeps every run from being seen as over, until what it returns is called. */
const holdRuns = () =>
  running.sandbox.faults.add({ method: 'GET', path: /\/runsessions\/\d+$/, status: 503 });

/** Starts a run through the balancer and waits until the client has heard of it. */
async function startRun() {
  const client = new Client(
    { name: 'host', version: '2.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  const { url, token } = place();
  const headers = { authorization: `Bearer ${token}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  const lost = new Promise<Error>((resolve) => {
    client.onerror = resolve;
  });
  let heard = (_message: string) => {};
  const progress = new Promise<string>((resolve) => {
    heard = resolve;
  });
  const answer = client.callTool(
    { name: 'run_slx', arguments: { workspace_name, slx_name } },
    { onprogress: ({ message = '' }) => heard(message) },
  );
  const session_id = Number(/run session (\d+)/.exec(await progress)![1]);
  const { copies } = running;
  const working = await Promise.all(copies.map((copy) => copy.inFlight()));
  return { answer, lost, session_id, servedBy: copies[working.indexOf(1)]!, close: () => client.close() };
}

/** What happens between a call and its answer, from another host's side. */
async function wholeSession(host: Host): Promise<void> {
  expect(await host.toolNames()).toContain('run_slx');
  expect(JSON.stringify(await host.call('list_workspaces'))).toContain(workspace_name);
  expect((await host.call('get_workspace_issues', { workspace_name })).count).toBeGreaterThan(0);
  const run = await host.call('run_slx', { workspace_name, slx_name });
  expect(run).toMatchObject({ status: 'completed', issues: expect.any(Array) });
  const again = await host.call('get_run_sessions', { workspace_name, session_id: run.session_id });
  expect(JSON.stringify(again)).toContain(slx_name);
}

test.each(Object.entries(HOSTS))(
  'the whole session of %s works with every request on the other copy',
  async (_name, connect) => {
    const host = await connect(place());
    await wholeSession(host);
    await host.close();
    const answered = await running.balancer.answeredBy();
    expect(answered.length).toBeGreaterThan(4);
    expect(answered.filter((copy, index) => copy === answered[index - 1])).toEqual([]);
  },
);

describe('a copy that is killed in the middle of a run', () => {
  test('costs that call: the client hears that its stream is lost, and knows the run', async () => {
    const release = holdRuns();
    const run = await startRun();
    run.answer.catch(() => {});
    await run.servedBy.end('SIGKILL');
    expect((await run.lost).message).toContain('SSE stream disconnected');
    release();
    const host = await HOSTS['a 2.x client on 2026-07-28']!(place());
    const seen = await host.call('get_run_sessions', { workspace_name, session_id: run.session_id });
    expect(JSON.stringify(seen)).toContain(slx_name);
    await host.close();
    await run.close();
  });

  test('costs no other call', async () => {
    const release = holdRuns();
    const host = await HOSTS['a 2.x client on 2026-07-28']!(place());
    const run = await startRun();
    run.answer.catch(() => {});
    await run.servedBy.end('SIGKILL');
    release();
    for (let session = 0; session < 3; session++) await wholeSession(host);
    await host.close();
    await run.close();
  });
});

describe('a copy that is told to stop in the middle of a run', () => {
  test('finishes it', async () => {
    const release = holdRuns();
    const run = await startRun();
    const ended = run.servedBy.end('SIGTERM');
    release();
    expect(await run.answer).toMatchObject({ content: [{ text: expect.stringContaining('completed') }] });
    await ended;
    await run.close();
  });

  test('answers with the run’s id where it takes too long', async () => {
    holdRuns();
    const run = await startRun();
    const ended = run.servedBy.end('SIGTERM');
    const { isError, content } = await run.answer;
    const { error } = JSON.parse((content as { text: string }[])[0]!.text);
    expect(isError).toBe(true);
    expect(error).toMatchObject({ code: 'cancelled', detail: { session_id: run.session_id } });
    await ended;
    await run.close();
  });
});
