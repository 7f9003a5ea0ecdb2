import { expect, test } from 'vitest';
import { pauseAfter } from '../../src/tool-kit/wait-for.ts';

test.each([
  [0, 250],
  [2_000, 250],
  [10_000, 1_000],
  [45_000, 4_500],
  [50_000, 5_000],
  [300_000, 5_000],
])('%i ms after the start the next look comes in %i ms', (elapsed, pause) => {
  expect(pauseAfter(elapsed, 5_000)).toBe(pause);
});

test('looks come as often as the operator asks for', () => {
  expect(pauseAfter(0, 50)).toBe(50);
});
