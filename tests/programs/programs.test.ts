import { describe, expect, it } from 'vitest';
import { seeded } from '../fuzz/grammar.ts';
import { bashProgram } from './bash-programs.ts';
import { judgeProgram } from './judge-program.ts';
import { pythonProgram } from './python-programs.ts';

const SEEDS = Array.from({ length: 5 }, (_, at) => at + 1);

describe.each(['bash', 'python'] as const)('a generated program in %s', (interpreter) => {
  it.concurrent.each(SEEDS)('is judged as it ends: seed %i', async (seed) => {
    expect(await judgeProgram(interpreter, seed)).toEqual([]);
  });
});

it.each([bashProgram, pythonProgram])(
  'a seed gives the same program again, another seed another: %o',
  (write) => {
    expect(write(seeded(7))).toBe(write(seeded(7)));
    expect(write(seeded(7))).not.toBe(write(seeded(8)));
  },
);
