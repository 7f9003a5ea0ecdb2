import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Option } from '../../src/config/option-kinds.ts';
import { OPTIONS } from '../../src/config/options.ts';

/** Tests that name every variable without seeing what it does. */
const OF_ALL_OPTIONS = /^tests\/(config|content|generated)/;

const tests = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .map((path) => join('tests', path))
  .filter((path) => path.endsWith('.ts') && !OF_ALL_OPTIONS.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

test.each(Object.values(OPTIONS) as Option[])(
  '$variable has a test that sees its effect: one outside tests/config with its name or flag in it',
  ({ variable, flag }) => {
    const named = tests.includes(variable) || (flag !== undefined && tests.includes(`'--${flag}'`));
    expect(named, 'write a test in the room that reads it, with the name of the variable in it').toBe(true);
  },
);
