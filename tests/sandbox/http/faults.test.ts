import { Agent, request } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/sandbox/http/faults.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { requester } from '../requests.ts';

const PATH = '/api/v3/users/whoami';

let sandbox: Sandbox;
const send = requester(() => sandbox);
const whoami = () => send('GET', PATH);
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.close());

/** The cause that fetch gives for a connection that broke. */
async function breakage(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: Error) => reason,
  );
  return String(error?.cause);
}

describe('which requests a fault meets', () => {
  test('those with its exact path, until it is removed', async () => {
    const remove = sandbox.faults.add({ path: PATH, status: 503 });
    const other = await send('GET', '/api/v3/workspaces');
    const during = await whoami();
    remove();
    expect([other.status, during.status, (await whoami()).status]).toEqual([200, 503, 200]);
  });

  test('those with its method and a path that matches its pattern', async () => {
    sandbox.faults.add({ method: 'POST', path: /autocomplete$/, status: 500 });
    const path = '/api/v3/workspaces/checkout-prod/autocomplete';
    const body = { query: 'x' };
    expect((await send('POST', path, { body })).status).toBe(500);
    expect((await whoami()).status).toBe(200);
  });

  test('so many of them, after so many that pass', async () => {
    sandbox.faults.add({ path: PATH, status: 503, after: 1, times: 2 });
    const statuses = [];
    for (let index = 0; index < 5; index++) statuses.push((await whoami()).status);
    expect(statuses).toEqual([200, 503, 503, 200, 200]);
  });
});

describe('what a fault does', () => {
  const answers: [string, Omit<Fault, 'path'>, object][] = [
    ['another status', { status: 500 }, { status: 500, body: { detail: expect.any(String) } }],
    ['another body', { status: 422, body: { detail: [] } }, { status: 422, body: { detail: [] } }],
    ['text as it is', { body: 'not json' }, { status: 200, body: 'not json' }],
    ['a page of HTML', { html: true }, { status: 200, body: expect.stringContaining('<html>') }],
  ];
  test.each(answers)('it answers %s', async (_what, fault, expected) => {
    sandbox.faults.add({ path: PATH, ...fault });
    expect(await whoami()).toMatchObject(expected);
  });

  test('it adds headers to the real answer', async () => {
    sandbox.faults.add({ path: PATH, status: 429, headers: { 'retry-after': '7' } });
    expect((await whoami()).headers.get('retry-after')).toBe('7');
  });

  test('it answers half of the real JSON as if that were all', async () => {
    const whole = JSON.stringify((await whoami()).body);
    sandbox.faults.add({ path: PATH, malformed: true });
    const { status, body } = await whoami();
    expect(status).toBe(200);
    expect(whole.startsWith(body)).toBe(true);
    expect(body.length).toBeLessThan(whole.length);
  });

  test('it redirects', async () => {
    sandbox.faults.add({ path: PATH, redirect: 'https://elsewhere.example/' });
    const response = await fetch(`${sandbox.url}${PATH}`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([307, 'https://elsewhere.example/']);
  });

  test.each(['before-reply', 'mid-body'] as const)('it cuts the connection %s', async (cut) => {
    sandbox.faults.add({ path: PATH, cut });
    expect(await breakage(whoami())).toContain('other side closed');
  });

  test('it says nothing, then drops the connection', async () => {
    sandbox.faults.add({ path: PATH, silenceMs: 30 });
    expect(await breakage(whoami())).toContain('other side closed');
  });

  test('it ends the silence when the caller goes away', async () => {
    sandbox.faults.add({ path: PATH, silenceMs: 60_000 });
    const seen = sandbox.requests.length;
    await expect(fetch(`${sandbox.url}${PATH}`, { signal: AbortSignal.timeout(30) })).rejects.toThrow();
    await expect.poll(() => sandbox.requests.length).toBe(seen + 1);
  });

  test('it streams raw chunks, down to single bytes', async () => {
    const bytes = new TextEncoder().encode('data: {"message":"é"}\n\n');
    sandbox.faults.add({ path: PATH, stream: { chunks: [bytes.slice(0, 19), bytes.slice(19)], everyMs: 1 } });
    const response = await fetch(`${sandbox.url}${PATH}`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(await response.text()).toBe('data: {"message":"é"}\n\n');
  });

  test('it cuts a stream after its chunks', async () => {
    sandbox.faults.add({ path: PATH, stream: { chunks: ['data: 1\n\n'], end: 'cut' } });
    const { body } = await fetch(`${sandbox.url}${PATH}`);
    const reader = body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
    expect(await breakage(reader?.read() ?? Promise.resolve())).toContain('other side closed');
  });
});

describe('the log of requests', () => {
  test('has method, path, query, headers and body, those that a fault met too', async () => {
    sandbox.faults.add({ path: '/api/v3/logged', status: 500 });
    await send('POST', '/api/v3/logged?a=1&a=2', { body: { b: 3 } });
    const logged = sandbox.requests.at(-1);
    expect(logged).toMatchObject({ method: 'POST', path: '/api/v3/logged', body: { b: 3 } });
    expect(logged?.query.getAll('a')).toEqual(['1', '2']);
    expect(logged?.headers.authorization).toBe(`Bearer ${sandbox.token}`);
  });

  test('tells connections apart', async () => {
    const before = sandbox.requests.length;
    const [first, second] = [new Agent({ connections: 1 }), new Agent({ connections: 1 })];
    for (const dispatcher of [first, first, second]) {
      const { body } = await request(`${sandbox.url}${PATH}`, { dispatcher });
      await body.dump();
    }
    await Promise.all([first.close(), second.close()]);
    const [a, b, c] = sandbox.requests.slice(before).map(({ remotePort }) => remotePort);
    expect([a === b, b === c]).toEqual([true, false]);
  });
});
