import { isDeepStrictEqual } from 'node:util';

/** What a text says that Python's `repr` wrote of lists, tuples, dicts, texts, numbers, True, False and None; undefined for anything else. */
export function pythonLiteralOf(text: string): unknown {
  const reader = new Reader(text);
  try {
    const value = reader.value();
    return reader.isAtEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof NotALiteral) return undefined;
    throw error;
  }
}

/** A key that an object in a text of JSON, or of what Python wrote, has twice with different values; undefined where there is none. */
export function repeatedKeyOf(text: string): string | undefined {
  const reader = new Reader(text, JSON_OR_PYTHON);
  try {
    reader.value();
    return reader.repeated;
  } catch (error) {
    if (error instanceof NotALiteral) return undefined;
    throw error;
  }
}

class NotALiteral extends Error {}

/** What words and escapes mean. */
interface Notation {
  words: Record<string, unknown>;
  escapes: Record<string, string>;
}

const PYTHON: Notation = {
  words: { True: true, False: false, None: null },
  escapes: { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' },
};
const JSON_OR_PYTHON: Notation = {
  words: { ...PYTHON.words, true: true, false: false, null: null },
  escapes: { ...PYTHON.escapes, b: '\b', f: '\f', '/': '/' },
};
const DEEPEST = 50;

class Reader {
  private at = 0;
  private depth = 0;
  /** The first key that stands twice in an object, with different values. */
  repeated: string | undefined;

  constructor(
    private readonly text: string,
    private readonly notation = PYTHON,
  ) {}

  isAtEnd(): boolean {
    this.skipBlanks();
    return this.at === this.text.length;
  }

  value(): unknown {
    this.skipBlanks();
    const first = this.text[this.at];
    if (first === '[' || first === '(') return this.nested(() => this.list(first === '[' ? ']' : ')'));
    if (first === '{') return this.nested(() => this.dict());
    if (first === "'" || first === '"') return this.quoted(first);
    const [word = ''] = /^[\w.+-]+/.exec(this.text.slice(this.at)) ?? [];
    this.at += word.length;
    if (Object.hasOwn(this.notation.words, word)) return this.notation.words[word];
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word)) return Number(word);
    throw new NotALiteral();
  }

  private nested<Value>(read: () => Value): Value {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new NotALiteral();
    this.at += 1;
    const value = read();
    this.depth -= 1;
    return value;
  }

  private list(end: string): unknown[] {
    const items: unknown[] = [];
    while (!this.takes(end)) {
      items.push(this.value());
      if (!this.takes(',') && !this.sees(end)) throw new NotALiteral();
    }
    return items;
  }

  private dict(): Record<string, unknown> {
    const members = new Map<string, unknown>();
    while (!this.takes('}')) {
      const key = this.value();
      if (typeof key !== 'string' || !this.takes(':')) throw new NotALiteral();
      const value = this.value();
      if (members.has(key) && !isDeepStrictEqual(members.get(key), value)) this.repeated ??= key;
      members.set(key, value);
      if (!this.takes(',') && !this.sees('}')) throw new NotALiteral();
    }
    return Object.fromEntries(members);
  }

  private quoted(quote: string): string {
    let content = '';
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const letter = this.text[this.at]!;
      if (letter === quote) {
        this.at += 1;
        return content;
      }
      if (letter !== '\\') {
        content += letter;
        continue;
      }
      this.at += 1;
      content += this.escaped();
    }
    throw new NotALiteral();
  }

  /** The letter that is meant; leaves off at the last one of its code. */
  private escaped(): string {
    const mark = this.text[this.at] ?? '';
    const simple = this.notation.escapes[mark];
    if (simple !== undefined) return simple;
    const length = { x: 2, u: 4, U: 8 }[mark] ?? 0;
    const code = this.text.slice(this.at + 1, this.at + 1 + length);
    if (length === 0 || !/^[\da-f]+$/i.test(code) || code.length < length) throw new NotALiteral();
    const point = Number.parseInt(code, 16);
    if (point > 0x10_ff_ff) throw new NotALiteral();
    this.at += length;
    return String.fromCodePoint(point);
  }

  private sees(mark: string): boolean {
    this.skipBlanks();
    return this.text[this.at] === mark;
  }

  private takes(mark: string): boolean {
    const isThere = this.sees(mark);
    if (isThere) this.at += 1;
    return isThere;
  }

  private skipBlanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }
}
