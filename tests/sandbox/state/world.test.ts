import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keywords, score } from '../../../src/sandbox/rules/search.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { createWorld } from '../../../src/sandbox/state/create-world.ts';
import type { World } from '../../../src/sandbox/state/world.ts';

const now = () => new Date('2026-03-01T12:00:00Z');

function readable(world: World): string {
  const contents = [...world.workspaces.values()].map(({ slxs, issues, runSessions, personas, notes }) =>
    [slxs, issues, runSessions, personas, notes].map((map) => [...map.values()] as object[]),
  );
  return JSON.stringify(contents).replace(/X-Signature=\w+/g, '');
}

describe('a world', () => {
  test('is the same one for the same clock', () => {
    expect(readable(createWorld({ now }))).toBe(readable(createWorld({ now })));
  });

  test('lies in the weeks before now', () => {
    const issues = [...createWorld({ now }).workspaces.values()].flatMap(({ issues }) => [
      ...issues.values(),
    ]);
    const times = issues.flatMap(({ occurrences }) => occurrences.map(({ observedAt }) => observedAt)).sort();
    expect(times.at(0)! > '2026-02-01').toBe(true);
    expect(times.at(-1)! < now().toISOString()).toBe(true);
  });

  test('gives every thing an id of its own', () => {
    const ids = [...createWorld().workspaces.values()].flatMap(({ id, slxs, issues, runSessions }) => [
      id,
      ...[...slxs.values()].flatMap((slx) => [slx.id, slx.runbook?.id]),
      ...[...issues.values()].flatMap((issue) => [issue.id, ...issue.occurrences.map((one) => one.id)]),
      ...[...runSessions.values()].flatMap((session) => [
        session.id,
        ...session.runRequests.map((run) => run.id),
      ]),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has finished sessions whose runs found the occurrences that were seen then', () => {
    const workspace = createWorld().workspaces.get('checkout-prod');
    const runs = [...(workspace?.runSessions.values() ?? [])].flatMap((session) => session.runRequests);
    const found = runs.flatMap((run) => run.occurrenceIds);
    expect(runs.every((run) => run.responseTime !== null && run.artifacts !== null)).toBe(true);
    expect(found.length).toBeGreaterThan(8);
  });
});

describe('tokens', () => {
  test('are new ones in every sandbox, and differ by user', async () => {
    const sandboxes = await Promise.all([startSandbox(), startSandbox()]);
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    const tokens = sandboxes.flatMap((sandbox) => Object.values(sandbox.tokens));
    expect(new Set(tokens).size).toBe(6);
  });
});

describe('keyword search', () => {
  test('leaves out words that tell nothing apart', () => {
    expect(keywords('Why is the checkout-api of PROD failing, and what is it?')).toEqual([
      'checkout',
      'api',
      'prod',
      'failing',
    ]);
  });

  test.each([
    ['pods', 'Pod health', 1],
    ['connection', 'RDS connections', 1],
    ['art', 'cart-api', 0],
    ['api', 'cart-api', 1],
  ])('%s scores in "%s": %i', (word, text, expected) => {
    expect(score([word], [[1, text]])).toBe(expected);
  });

  test('a word counts once, where it weighs most', () => {
    expect(
      score(
        ['disk'],
        [
          [4, 'disk'],
          [1, 'disk disk'],
        ],
      ),
    ).toBe(4);
  });

  test('never scores beyond the heaviest text for each word', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (query, text) => {
        const words = keywords(query);
        const found = score(words, [[3, text]]);
        return found >= 0 && found <= 3 * words.length;
      }),
    );
  });
});
