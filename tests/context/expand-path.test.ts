import { homedir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandPath } from '../../src/context/expand-path.ts';

const values: Record<string, string> = { PROJECT: '/srv/shop', EMPTY: '' };
const expand = (path: string) => expandPath(path, (name) => values[name]);

describe('expandPath', () => {
  test.each([
    ['~', homedir()],
    ['~/RUNWHEN.md', join(homedir(), 'RUNWHEN.md')],
    ['$PROJECT/RUNWHEN.md', '/srv/shop/RUNWHEN.md'],
    ['${PROJECT}/docs', '/srv/shop/docs'],
    ['/a$EMPTY/b', '/a/b'],
    ['~other/x', '~other/x'],
    ['/a/~/b', '/a/~/b'],
    ['/price/$5', '/price/$5'],
  ])('turns %s into %s', (raw, path) => {
    expect(expand(raw)).toEqual({ path, unset: [] });
  });

  test('names variables that have no value and leaves them as written', () => {
    expect(expand('$NOWHERE/x')).toEqual({ path: '$NOWHERE/x', unset: ['NOWHERE'] });
  });

  test('leaves every path without ~ and $ as it is', () => {
    fc.assert(
      fc.property(
        fc.string().filter((path) => !/[~$]/.test(path)),
        (path) => expand(path).path === path,
      ),
    );
  });
});
