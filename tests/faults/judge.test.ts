import { describe, expect, test } from 'vitest';
import type { Recorded } from './fault.ts';
import { startHostilePlatform } from './hostile-platform.ts';
import { judge } from './judge.ts';
import { Hang, SECRET } from './served.ts';

const ended = (value: unknown, failed = false, behind: string[] = []) => ({
  value,
  failed,
  behind,
  wire: JSON.stringify(value),
});
const POST = { method: 'POST', path: '/api/v3/workspaces/ws/runsessions' };
const exchange: Recorded = {
  ...POST,
  query: '',
  status: 200,
  contentType: 'application/json',
  body: Buffer.from('{}'),
};

async function verdictOf(more: Partial<Parameters<typeof judge>[0]>, sent = 1) {
  const platform = await startHostilePlatform();
  platform.play({ exchanges: [exchange] });
  for (let left = sent; left > 0; left -= 1) {
    await fetch(`${platform.url}${POST.path}`, { method: 'POST' });
  }
  const usual = ended({ id: 7 });
  const seen = {
    usual,
    ended: usual,
    log: '',
    stray: '',
    tokens: [],
    platform,
    exchanges: [exchange],
    ...POST,
  };
  const { verdict } = judge({ ...seen, ...more });
  platform.close();
  return verdict;
}

describe('a case', () => {
  test.each([
    ['hang', { ended: new Hang('late') }],
    ['crash', { ended: new Error('gone') }],
    ['token seen', { ended: ended({ message: `Bearer ${SECRET}-4` }, true) }],
    ['token seen', { log: `{"token":"${SECRET}"}` }],
    ['token seen', { tokens: [`Bearer ${SECRET}-4`] }],
    ['internal', { ended: ended({ error: { code: 'internal' } }, true) }],
    ['stray output', { stray: 'hello' }],
    ['wrong success', { ended: ended({ id: 8 }) }],
    ['error', { ended: ended({ error: { code: 'unavailable' } }, true) }],
    ['same', { ended: ended({ id: 7, elapsed_seconds: 3 }) }],
    ['told', { usual: ended([7]), ended: ended([8], false, ['{"notes":["There may be more."]}']) }],
    ['told', { usual: ended({ about: 'a' }), ended: ended({ about: 'axx…' }) }],
    ['told', { usual: ended([{ reason: 'a' }]), ended: ended([{ reason: 'Its log could not be read.' }]) }],
    ['wrong success', { usual: ended([{ reason: 'a' }]), ended: ended([{ reason: 'It passed.' }]) }],
    ['same', { ended: ended({ id: 7, confirm: 'abc' }) }],
    ['wrong success', { usual: ended({ about: 'a' }), ended: ended({ about: 'bxx…' }) }],
    ['told', { ended: ended({ id: 7, rows: [], notes: ['The rows could not be read.'] }) }],
  ])('is judged %s', async (verdict, seen) => {
    expect(await verdictOf(seen)).toBe(verdict);
  });

  test('is judged a double write where a request that does more each time came twice', async () => {
    expect(await verdictOf({}, 2)).toBe('double write');
  });
});
