import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { path } from '../../../src/platform/path.ts';
import type { Requester } from '../../../src/platform/request.ts';
import { createRequester } from '../../../src/platform/transport/create-requester.ts';
import { createPace } from '../../../src/platform/transport/pace.ts';
import { createPools } from '../../../src/platform/transport/pool.ts';
import { setBounds } from '../bounds.ts';
import { sendJson, startServer } from '../http-server.ts';
import { never } from '../test-platform.ts';

/** How long so many turns of a caller take together, in milliseconds. */
async function turns(pace: ReturnType<typeof createPace>, caller: string, count: number): Promise<number> {
  const started = performance.now();
  await Promise.all(Array.from({ length: count }, () => pace.turn(caller, never)));
  return performance.now() - started;
}

describe('requests of one caller', () => {
  it('go out together up to a second’s worth, and are spread beyond it', async () => {
    setBounds({ callerRate: 200 });
    const pace = createPace();
    const [greedy, modest] = await Promise.all([turns(pace, 'greedy', 300), turns(pace, 'modest', 100)]);
    expect(greedy).toBeGreaterThan(450);
    expect(modest).toBeLessThan(greedy);
  });

  it('wait no longer than their own call: cancelled, they are over', async () => {
    const pace = createPace();
    pace.slow('one', 5_000);
    await expect(pace.turn('one', AbortSignal.timeout(20))).rejects.toThrow();
  });

  it('pause as long as the platform asks, at most as the bounds say', async () => {
    setBounds({ slowedDown: 300 });
    const pace = createPace();
    const asked = performance.now();
    pace.slow('one', 3_600_000);
    await pace.turn('one', never);
    expect(performance.now() - asked).toBeGreaterThan(290);
  });
});

/** Two callers of one process. */
function twoCallersAt(url: string) {
  const pools = createPools({});
  onTestFinished(() => pools.close());
  const endpoints = {
    ...{ apiUrl: url, agentUrl: url, appUrl: url, registryUrl: url },
    ...{ registryTimeoutMs: 5_000, airgap: false, proxy: {} },
  };
  const trace = { version: '1', toolName: 'some_tool', requestId: 'r-1' };
  const caller = (token: string) => createRequester({ endpoints, pools, token, trace });
  return [caller('one'), caller('other')] as const;
}

it('a 429 holds back the caller’s other requests, and no other caller’s', async () => {
  setBounds({ slowedDown: 60_000 });
  const asked: string[] = [];
  const server = await startServer((seen, response) => {
    asked.push(`${seen.url} ${seen.headers.authorization}`);
    if (seen.url === '/busy') sendJson(response, 429, {}, { 'Retry-After': '60' });
    else sendJson(response, 200, 'done');
  });
  const [one, other] = twoCallersAt(server.url);
  const ask = (requester: Requester, name: string, signal = never) =>
    requester.json(z.unknown(), { path: path`/${name}`, signal, timeoutMs: 10_000 });
  await expect(ask(one, 'busy')).rejects.toMatchObject({
    code: 'rate_limited',
    detail: { retry_after_s: 60 },
  });
  const waiting = new AbortController();
  const held = expect(ask(one, 'own', waiting.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(await ask(other, 'theirs')).toBe('done');
  expect(asked).toEqual(['/busy Bearer one', '/theirs Bearer other']);
  waiting.abort();
  await held;
});

it('a request that its caller’s others hold back past its time was not sent, and waiting helps', async () => {
  setBounds({ slowedDown: 2_000 });
  const seen: string[] = [];
  const server = await startServer(({ url, method }, response) => {
    seen.push(`${method} ${url}`);
    if (url === '/busy') sendJson(response, 429, {}, { 'Retry-After': '60' });
  });
  const [one] = twoCallersAt(server.url);
  await expect(
    one.json(z.unknown(), { path: path`/busy`, signal: never, timeoutMs: 10_000 }),
  ).rejects.toMatchObject({ code: 'rate_limited' });
  await expect(
    one.json(z.unknown(), { method: 'POST', path: path`/write`, body: {}, signal: never, timeoutMs: 200 }),
  ).rejects.toMatchObject({
    code: 'rate_limited',
    message: expect.stringContaining('POST /write was not sent'),
    hint: expect.stringContaining('Wait'),
  });
  expect(seen).toEqual(['GET /busy']);
});

it('a request that was sent and not answered in time is no matter of pace', async () => {
  const server = await startServer(() => {});
  const [one] = twoCallersAt(server.url);
  await expect(
    one.json(z.unknown(), { path: path`/silent`, signal: never, timeoutMs: 100 }),
  ).rejects.toMatchObject({ code: 'timed_out' });
});
