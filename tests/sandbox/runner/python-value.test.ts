import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotJson, parsePythonJson } from '../../../src/sandbox/runner/python-json.ts';
import { parseFloatText, repr, str, typeName } from '../../../src/sandbox/runner/python-value.ts';

/** Evaluates a Python expression over `x` for each text, in one process; errors come back as null. */
function python(expression: string, texts: string[]): (string | null)[] {
  const program = `
import json, sys
def attempt(x):
    try: return ${expression}
    except (ValueError, RecursionError): return None
json.dump([attempt(x) for x in json.load(sys.stdin)], sys.stdout)`;
  return JSON.parse(execFileSync('python3', ['-c', program], { input: JSON.stringify(texts) }).toString());
}

function ourRepr(text: string): string | null {
  try {
    return repr(parsePythonJson(text));
  } catch (error) {
    if (error instanceof NotJson) return null;
    throw error;
  }
}

const DOCUMENTS = [
  '-1589297022750893.25',
  '244375273678735.125',
  '[100.0, 0.0001, 123456789012345680.0, 1e22, -0.5]',
  '1',
  '-0',
  '1.0',
  '-0.0',
  '1e5',
  '1e16',
  '1e22',
  '1e-5',
  '0.0001',
  '123456789.125',
  '1E400',
  '5e-324',
  '0.1',
  '1e15',
  '123456789012345678901234567890',
  'NaN',
  '-Infinity',
  'true',
  'null',
  '"it\'s"',
  '"say \\"hi\\""',
  '"both \' and \\""',
  '"tab\\t nl\\n back\\\\"',
  '"caf\u00e9 \u2028 \ud83d\ude00 \\u0007 \\u00a0"',
  '[1, "a", null, {"b": [true, 2.5]}]',
  '{"2": 1, "1": 2, "2": 3}',
  ' [ ] ',
  '{}',
  '',
  ' ',
  '\n',
  '.7',
  'ok',
  '1 2',
  '[1,]',
  '{"a"}',
  '{a: 1}',
  '01',
  '1.',
  '+1',
  '"\n"',
  '"\\x"',
  '"open',
  '[',
  'nul',
  '[]]',
  '"\\u12"',
];

describe('Python values', () => {
  test('documents are read and shown as Python reads and shows them', () => {
    expect(DOCUMENTS.map(ourRepr)).toEqual(python('repr(json.loads(x))', DOCUMENTS));
  });

  test('any JSON document is read and shown as Python reads and shows it', () => {
    const documents = fc.sample(fc.json({ maxDepth: 3 }), 150);
    expect(documents.map(ourRepr)).toEqual(python('repr(json.loads(x))', documents));
  });

  test('any number is shown as Python shows it', () => {
    const numbers = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), 300).map(String);
    expect(numbers.map(ourRepr)).toEqual(python('repr(json.loads(x))', numbers));
  });

  test('damaged documents never throw anything but NotJson', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string(), (document, at, junk) => {
        const cut = at % (document.length + 1);
        ourRepr(document.slice(0, cut) + junk + document.slice(cut));
      }),
    );
  });

  test('a document nested beyond the recursion limit is not JSON', () => {
    expect(ourRepr('['.repeat(100_000))).toBeNull();
  });

  test('an integer of more than 4300 digits is not JSON', () => {
    expect(ourRepr('9'.repeat(4301))).toBeNull();
  });

  test('float() takes the texts that Python takes', () => {
    const texts = [
      '1',
      ' 1.5 ',
      '.5',
      '5.',
      '1e3',
      '1_000',
      '1__0',
      '_1',
      '+2',
      '--2',
      '',
      'abc',
      '0x10',
      '1e',
      '.',
      '1.5.2',
      '300s',
    ];
    const ours = texts.map((text) => parseFloatText(text) ?? null);
    expect(ours).toEqual(python('float(x)', texts));
  });

  test('float() takes the names of infinities and of not-a-number', () => {
    expect(parseFloatText('Infinity')).toBe(Number.POSITIVE_INFINITY);
    expect(parseFloatText('-inf')).toBe(Number.NEGATIVE_INFINITY);
    expect(parseFloatText(' nan ')).toBeNaN();
  });

  test('str() of text is the text itself', () => {
    expect(str("it's")).toBe("it's");
  });

  test('types have their Python names', () => {
    const names = ['null', 'true', '1', '1.0', '""', '[]', '{}'].map((text) =>
      typeName(parsePythonJson(text)),
    );
    expect(names).toEqual(['NoneType', 'bool', 'int', 'float', 'str', 'list', 'dict']);
  });
});
