import { expect, test } from 'vitest';
import { authorized, httpBench, post, toolCall } from './http/http-bench.ts';

/** The progress messages of one call, in the order in which they came. */
async function progressOf(url: string, token: string, meta?: Record<string, unknown>) {
  const reply = await post(url, toolCall('list_workspaces', {}, meta), { headers: authorized(token) });
  return (await reply.text())
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice('data: '.length)))
    .filter(({ method }) => method === 'notifications/progress')
    .map(({ params }) => params as { progressToken: string; progress: number; message: string });
}

test('a call that takes long without a word tells the host every few seconds that it is under way, where the host asked', async () => {
  const { url, sandbox } = await httpBench();
  sandbox.faults.add({ path: '/api/v3/workspaces', delayMs: 11_000 });
  const [messages, unasked] = await Promise.all([
    progressOf(url, sandbox.token, { progressToken: 'p-1' }),
    progressOf(url, sandbox.token),
  ]);
  expect(messages.length).toBeGreaterThanOrEqual(2);
  expect(messages.every(({ progressToken }) => progressToken === 'p-1')).toBe(true);
  expect(messages[0]!.message).toMatch(/under way for \d+ s/);
  expect(messages[1]!.progress).toBeGreaterThan(messages[0]!.progress);
  expect(unasked).toEqual([]);
});
