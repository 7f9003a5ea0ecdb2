import { ShellSyntaxError } from './shell-syntax-error.ts';

/** Supplied by the caller: reads commands up to the `)` that ends a substitution, and returns its offset. */
export type ReadSubstitution = (from: number) => number;

/** Skips what belongs together inside a word. */
export interface Quoting {
  /** The offset after the character, quotation or expansion at an offset. */
  skip(at: number): number;
  /** The offset after the `)` that closes the `(` at an offset; quotes and comments are respected. */
  skipParentheses(open: number): number;
  /** The offset after the `))` of the arithmetic that begins at an offset; undefined where the parentheses are subshells. */
  arithmeticEnd(from: number): number | undefined;
}

export function createQuoting(text: string, readSubstitution: ReadSubstitution): Quoting {
  function skip(at: number): number {
    switch (text[at]) {
      case '\\':
        return Math.min(at + 2, text.length);
      case "'":
        return skipTo("'", at, "'");
      case '"':
        return skipDouble(at);
      case '`':
        return skipEscapable('`', at, 'the backquote');
      case '$':
        return skipDollar(at);
      default:
        return at + 1;
    }
  }

  function skipDollar(at: number): number {
    const next = text[at + 1];
    if (next === "'") return skipEscapable("'", at + 1, "$'");
    if (next === '{') return skipUntil('}', at + 2, 'the ${');
    if (next === '[') return skipUntil(']', at + 2, 'the $[');
    if (next !== '(') return at + 1;
    if (text[at + 2] === '(') {
      const end = arithmeticEnd(at + 3);
      if (end !== undefined) return end;
    }
    return readSubstitution(at + 2) + 1;
  }

  function arithmeticEnd(from: number): number | undefined {
    let depth = 0;
    for (let at = from; at < text.length; ) {
      if (text[at] === '(') depth += 1;
      else if (text[at] === ')' && depth === 0) return text[at + 1] === ')' ? at + 2 : undefined;
      else if (text[at] === ')') depth -= 1;
      at = '()'.includes(text[at]!) ? at + 1 : skip(at);
    }
    return undefined;
  }

  function skipDouble(open: number): number {
    for (let at = open + 1; at < text.length; ) {
      const char = text[at];
      if (char === '"') return at + 1;
      if (char === "'" || (char === '$' && text[at + 1] === "'")) at += 1;
      else at = skip(at);
    }
    throw new ShellSyntaxError(open, 'the " is never closed');
  }

  function skipTo(end: string, open: number, name: string): number {
    const close = text.indexOf(end, open + 1);
    if (close < 0) throw new ShellSyntaxError(open, `the ${name} is never closed`);
    return close + 1;
  }

  function skipEscapable(end: string, open: number, name: string): number {
    for (let at = open + 1; at < text.length; at += text[at] === '\\' ? 2 : 1)
      if (text[at] === end) return at + 1;
    throw new ShellSyntaxError(open, `${name} is never closed`);
  }

  function skipUntil(end: string, from: number, name: string): number {
    for (let at = from; at < text.length; at = skip(at)) if (text[at] === end) return at + 1;
    throw new ShellSyntaxError(from - 2, `${name} is never closed`);
  }

  function skipParentheses(open: number): number {
    let depth = 0;
    for (let at = open; at < text.length; ) {
      if (text[at] === '(') depth += 1;
      if (text[at] === ')') depth -= 1;
      if (depth === 0) return at + 1;
      if (text[at] === '#' && /\s/.test(text[at - 1] ?? '')) at = text.indexOf('\n', at);
      else at = '()'.includes(text[at]!) ? at + 1 : skip(at);
      if (at < 0) break;
    }
    throw new ShellSyntaxError(open, 'the ( is never closed');
  }

  return { skip, skipParentheses, arithmeticEnd };
}
