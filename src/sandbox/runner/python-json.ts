import type { PythonValue } from './python-value.ts';

/** The text is not one JSON document by the rules of Python's `json.load`. */
export class NotJson extends Error {}

/** Python's recursion limit stops its parser near this depth. */
const MAX_DEPTH = 990;
/** Python refuses to read longer integers. */
const MAX_INTEGER_DIGITS = 4300;

const NUMBER = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const SPACE = /[ \t\n\r]*/y;
const WORDS: [string, PythonValue][] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];

interface Cursor {
  text: string;
  at: number;
}

/**
 * Reads a JSON document as Python's `json` module does: `NaN` and infinities are numbers, integers and floats
 * stay apart, the last of repeated keys wins. Throws `NotJson`.
 */
export function parsePythonJson(text: string): PythonValue {
  const cursor = { text, at: 0 };
  const value = readValue(cursor, 0);
  skipSpace(cursor);
  if (cursor.at !== text.length) throw new NotJson(`extra data at character ${cursor.at}`);
  return value;
}

function readValue(cursor: Cursor, depth: number): PythonValue {
  if (depth > MAX_DEPTH) throw new NotJson('nested too deeply');
  skipSpace(cursor);
  const first = cursor.text[cursor.at];
  if (first === '"') return readString(cursor);
  if (first === '[') return readList(cursor, depth);
  if (first === '{') return readObject(cursor, depth);
  for (const [word, value] of WORDS) {
    if (!cursor.text.startsWith(word, cursor.at)) continue;
    cursor.at += word.length;
    return value;
  }
  return readNumber(cursor);
}

function readNumber(cursor: Cursor): bigint | number {
  NUMBER.lastIndex = cursor.at;
  const match = NUMBER.exec(cursor.text);
  if (!match) throw new NotJson(`no value at character ${cursor.at}`);
  cursor.at = NUMBER.lastIndex;
  const [whole, integer = '', fraction, exponent] = match;
  if (fraction || exponent) return Number(whole);
  if (integer.length > MAX_INTEGER_DIGITS) throw new NotJson('an integer has too many digits');
  return BigInt(integer);
}

function readString(cursor: Cursor): string {
  const start = cursor.at;
  let at = start + 1;
  while (cursor.text[at] !== '"') {
    if (at >= cursor.text.length) throw new NotJson(`a string is not closed, from character ${start}`);
    at += cursor.text[at] === '\\' ? 2 : 1;
  }
  cursor.at = at + 1;
  try {
    return JSON.parse(cursor.text.slice(start, cursor.at));
  } catch (error) {
    throw new NotJson(`a string is malformed, from character ${start}`, { cause: error });
  }
}

function readList(cursor: Cursor, depth: number): PythonValue[] {
  const items: PythonValue[] = [];
  cursor.at += 1;
  if (take(cursor, ']')) return items;
  for (;;) {
    items.push(readValue(cursor, depth + 1));
    if (take(cursor, ']')) return items;
    expect(cursor, ',');
  }
}

function readObject(cursor: Cursor, depth: number): Map<string, PythonValue> {
  const items = new Map<string, PythonValue>();
  cursor.at += 1;
  if (take(cursor, '}')) return items;
  for (;;) {
    skipSpace(cursor);
    if (cursor.text[cursor.at] !== '"') throw new NotJson(`no property name at character ${cursor.at}`);
    const key = readString(cursor);
    expect(cursor, ':');
    items.set(key, readValue(cursor, depth + 1));
    if (take(cursor, '}')) return items;
    expect(cursor, ',');
  }
}

function skipSpace(cursor: Cursor): void {
  SPACE.lastIndex = cursor.at;
  SPACE.exec(cursor.text);
  cursor.at = SPACE.lastIndex;
}

function take(cursor: Cursor, char: string): boolean {
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== char) return false;
  cursor.at += 1;
  return true;
}

function expect(cursor: Cursor, char: string): void {
  if (!take(cursor, char)) throw new NotJson(`expected '${char}' at character ${cursor.at}`);
}
