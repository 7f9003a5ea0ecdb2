import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretKeysOf } from '../../src/platform/secrets.ts';

describe('secretKeysOf', () => {
  it.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      [{ key: 'a' }, { name: 'b' }, { workspaceKey: 'c' }, { workspace_key: 'd' }],
      ['a', 'b', 'c', 'd'],
    ],
    [{ secrets: ['a'] }, ['a']],
    [{ keys: ['a'] }, ['a']],
    [{ results: [{ name: 'a' }] }, ['a']],
    [{ secrets: null }, []],
    ['a', []],
    [null, []],
  ])('of %j is %j', (reply, keys) => {
    expect(secretKeysOf(reply)).toEqual(keys);
  });

  it('never fails and gives only texts', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (reply) => {
        expect(secretKeysOf(reply).every((key) => typeof key === 'string')).toBe(true);
      }),
    );
  });
});
