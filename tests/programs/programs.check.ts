import { expect, it } from 'vitest';
import { judgeProgram } from './judge-program.ts';

const { PROGRAMS = '300', PROGRAMS_SEED = '1000' } = process.env;

it.each(['bash', 'python'] as const)(
  `${PROGRAMS} generated programs in %s are judged as they end`,
  async (interpreter) => {
    const wrong: string[] = [];
    for (let at = 0; at < Number(PROGRAMS); at += 1) {
      wrong.push(...(await judgeProgram(interpreter, Number(PROGRAMS_SEED) + at)));
    }
    expect(wrong).toEqual([]);
  },
  60 * 60_000,
);
