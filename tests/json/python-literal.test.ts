import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pythonLiteralOf, repeatedKeyOf } from '../../src/json/python-literal.ts';

/** What python3 writes of a value. */
function reprs(values: unknown[]): string[] {
  const script = 'import json, sys\nprint(json.dumps([repr(value) for value in json.load(sys.stdin)]))';
  return JSON.parse(
    execFileSync('python3', ['-c', script], { input: JSON.stringify(values), encoding: 'utf8' }),
  );
}

test('reads what Python writes of lists, dicts, texts, numbers and words', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'aZ0 \'"\\,:[]{}\n\täπ\x07\u2028') });
  const values = fc.sample(
    fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        plain,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(plain, tie('value'), { maxKeys: 3 }),
      ),
    })).value,
    { numRuns: 300, seed: 7 },
  );
  expect(reprs(values).map(pythonLiteralOf)).toEqual(values);
});

describe('text that is something else', () => {
  test.each([
    '',
    '[',
    "['a'",
    "['a' 'b']",
    "{'a'}",
    '{1: 2}',
    'open("x")',
    "['a'] + ['b']",
    '[1, x]',
    '['.repeat(500),
  ])('is not read: %j', (text) => expect(pythonLiteralOf(text)).toBeUndefined());

  test('but tuples are read as lists', () => {
    expect(pythonLiteralOf("('a', 'b',)")).toEqual(['a', 'b']);
  });
});

describe('a key that stands twice', () => {
  test.each([
    ['{"a": 1, "a": 2}', 'a'],
    ['{"a": [{"b": {"c/d": null, "c\\/d": false}}]}', 'c/d'],
    ["{'a': True, 'a': False}", 'a'],
    ['{"a": 1, "a": "1"}', 'a'],
  ])('is found in %s', (text, key) => expect(repeatedKeyOf(text)).toBe(key));

  test.each([
    '{"a": 1, "a": 1}',
    '[{"a": 1}, {"a": 2}]',
    '{"a": {"a": 1}}',
    '{"a": "{\\"b\\": 1}"}',
    '{"a": 1',
  ])('is not in %s', (text) => expect(repeatedKeyOf(text)).toBeUndefined());

  test('is in no text that JSON is made of', () => {
    fc.assert(
      fc.property(fc.json(), (text) => repeatedKeyOf(text) === undefined),
      { numRuns: 300, seed: 7 },
    );
  });
});
