import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { isFloatText } from '../../src/run-outcome/float-text.ts';

const TEXTS = [
  ...[
    '0',
    '-1',
    '+1',
    '1.',
    '.5',
    '1_000.2_5',
    ' 3 ',
    '\n3\t',
    '1e5',
    '1E-5',
    '1e+1_0',
    '٣',
    '1٣.٤',
    '𝟘',
    '1e𝟗',
  ],
  ...[
    '',
    ' ',
    '.',
    '+',
    '1__0',
    '_1',
    '1_',
    '1._5',
    '1e',
    'e1',
    '0x1',
    '1,5',
    '1 2',
    'True',
    '½',
    '²',
    '--1',
  ],
  ...['inf', '-inf', 'nan', 'Infinity', '1e999', '1e٩٩٩', '1e𝟡𝟡𝟡', '1e𝟘𝟘𝟙'],
];

test('is what Python reads as a finite number', () => {
  const code = `
import json, math, sys
def reads(text):
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
json.dump([reads(text) for text in json.load(sys.stdin)], sys.stdout)
`;
  const input = JSON.stringify(TEXTS);
  const said: boolean[] = JSON.parse(execFileSync('python3', ['-c', code], { input, encoding: 'utf8' }));
  expect(TEXTS.map((text) => [text, isFloatText(text)])).toEqual(TEXTS.map((text, at) => [text, said[at]]));
  expect(new Set(said)).toEqual(new Set([true, false]));
});
