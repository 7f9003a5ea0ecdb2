import { ShellSyntaxError } from './shell-syntax-error.ts';

/** Supplied by the caller: reads commands up to the `)` that ends a substitution, and returns its offset. */
export type ReadSubstitution = (from: number) => number;

/** Skips what belongs together inside a word. */
export class Quoting {
  readonly #text: string;
  readonly #readSubstitution: ReadSubstitution;

  constructor(text: string, readSubstitution: ReadSubstitution) {
    this.#text = text;
    this.#readSubstitution = readSubstitution;
  }

  /** The offset after the character, quotation or expansion at an offset. */
  skip(at: number): number {
    switch (this.#text[at]) {
      case '\\':
        return Math.min(at + 2, this.#text.length);
      case "'":
        return this.#skipTo("'", at, "'");
      case '"':
        return this.#skipDouble(at);
      case '`':
        return this.#skipEscapable('`', at, 'the backquote');
      case '$':
        return this.#skipDollar(at);
      default:
        return at + 1;
    }
  }

  /** The offset after the `)` that closes the `(` at an offset; quotes and comments are respected. */
  skipParentheses(open: number): number {
    const text = this.#text;
    let depth = 0;
    for (let at = open; at < text.length; ) {
      if (text[at] === '(') depth += 1;
      if (text[at] === ')') depth -= 1;
      if (depth === 0) return at + 1;
      if (text[at] === '#' && /\s/.test(text[at - 1] ?? '')) at = text.indexOf('\n', at);
      else at = '()'.includes(text[at]!) ? at + 1 : this.skip(at);
      if (at < 0) break;
    }
    throw new ShellSyntaxError(open, 'the ( is never closed');
  }

  /** The offset after the `))` of the arithmetic that begins at an offset; undefined where the parentheses are subshells. */
  arithmeticEnd(from: number): number | undefined {
    const text = this.#text;
    let depth = 0;
    for (let at = from; at < text.length; ) {
      if (text[at] === '(') depth += 1;
      else if (text[at] === ')' && depth === 0) return text[at + 1] === ')' ? at + 2 : undefined;
      else if (text[at] === ')') depth -= 1;
      at = '()'.includes(text[at]!) ? at + 1 : this.skip(at);
    }
    return undefined;
  }

  #skipDollar(at: number): number {
    const next = this.#text[at + 1];
    if (next === "'") return this.#skipEscapable("'", at + 1, "$'");
    if (next === '{') return this.#skipUntil('}', at + 2, 'the ${');
    if (next === '[') return this.#skipUntil(']', at + 2, 'the $[');
    if (next !== '(') return at + 1;
    if (this.#text[at + 2] === '(') {
      const end = this.arithmeticEnd(at + 3);
      if (end !== undefined) return end;
    }
    return this.#readSubstitution(at + 2) + 1;
  }

  #skipDouble(open: number): number {
    const text = this.#text;
    for (let at = open + 1; at < text.length; ) {
      const char = text[at];
      if (char === '"') return at + 1;
      if (char === "'" || (char === '$' && text[at + 1] === "'")) at += 1;
      else at = this.skip(at);
    }
    throw new ShellSyntaxError(open, 'the " is never closed');
  }

  #skipTo(end: string, open: number, name: string): number {
    const close = this.#text.indexOf(end, open + 1);
    if (close < 0) throw new ShellSyntaxError(open, `the ${name} is never closed`);
    return close + 1;
  }

  #skipEscapable(end: string, open: number, name: string): number {
    const text = this.#text;
    for (let at = open + 1; at < text.length; at += text[at] === '\\' ? 2 : 1)
      if (text[at] === end) return at + 1;
    throw new ShellSyntaxError(open, `${name} is never closed`);
  }

  #skipUntil(end: string, from: number, name: string): number {
    const text = this.#text;
    for (let at = from; at < text.length; at = this.skip(at)) if (text[at] === end) return at + 1;
    throw new ShellSyntaxError(from - 2, `${name} is never closed`);
  }
}
