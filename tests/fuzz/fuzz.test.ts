import { expect, test } from 'vitest';
import { createGrammar, seeded } from './grammar.ts';
import { runFuzz } from './run-fuzz.ts';

test('a thousand messages out of the grammar bring no fault, no stray output and no end', async () => {
  const report = await runFuzz({ messages: 1_000, seed: 1, withinMs: 60_000 });
  expect(report).toMatchObject({ sent: 1_000, stray: [], faults: [], code: 0 });
  expect(report.answered).toBeGreaterThan(500);
}, 90_000);

test('a seed gives the same messages again, another seed others', () => {
  const tools = [{ name: 'x', inputSchema: { properties: { a: { type: 'string' } } } }];
  const row = (seed: number) => {
    const line = createGrammar(seeded(seed), tools);
    return Array.from({ length: 20 }, (_, index) => line(index).toString('latin1'));
  };
  expect(row(7)).toEqual(row(7));
  expect(row(7)).not.toEqual(row(8));
});
