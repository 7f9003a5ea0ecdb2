import { expect, test } from 'vitest';
import type { RealRun } from './real-runs.ts';
import { REPEATABLE, tryRealRuns } from './try-real-runs.ts';

const sortOf = ({ kind, interpreter, truth }: RealRun) => `${kind} ${interpreter} ${truth}`;

const seen = new Map<string, number>();

/** Every eighth of each sort; real-runs.check.ts tries all. */
const SOME = REPEATABLE.filter((run) => {
  const before = seen.get(sortOf(run)) ?? 0;
  seen.set(sortOf(run), before + 1);
  return before % 8 === 0;
});

test('each sort of run is among them', () => {
  expect(new Set(SOME.map(sortOf))).toEqual(new Set(REPEATABLE.map(sortOf)));
  expect(SOME.length).toBeGreaterThan(20);
});

tryRealRuns(SOME);
