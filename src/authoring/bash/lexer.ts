/** A token of the shell grammar. A word is whole: its quotes, expansions and substitutions are inside it. */
export interface Token {
  kind: 'word' | 'operator' | 'newline' | 'end';
  text: string;
  from: number;
}

/** Where bash would give up, and why. */
export class ShellSyntaxError extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

export interface Lexer {
  next(): Token;
  peek(): Token;
  /** Offset of the next token that `next` has not given out. */
  position(): number;
}

const OPERATOR = /;;&|;;|;&|;|&&|&>>|&>|&|\|\||\|&|\||<<<|<<-|<<|<&|<>|<|>>|>&|>\||>|\(|\)/y;
const META = new Set([' ', '\t', '\n', ';', '&', '|', '(', ')', '<', '>']);
const EXTENDED_PATTERN = new Set(['?', '*', '+', '@', '!']);
const ARRAY = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=$/;

/** What the lexer leaves to its caller: reads commands up to the `)` that ends a substitution, and returns its offset. */
export type ReadSubstitution = (from: number) => number;

export function createLexer(text: string, start: number, readSubstitution: ReadSubstitution): Lexer {
  const quoting = createQuoting(text, readSubstitution);
  const heredocs: { delimiter: string; stripsTabs: boolean; from: number }[] = [];
  let at = start;
  let ahead: Token | undefined;

  function read(): Token {
    skipBlanks();
    const from = at;
    if (at >= text.length) {
      skipHeredocs();
      return { kind: 'end', text: 'end of the script', from };
    }
    if (text[at] === '\n') {
      at += 1;
      skipHeredocs();
      return { kind: 'newline', text: 'newline', from };
    }
    OPERATOR.lastIndex = at;
    const operator = OPERATOR.exec(text)?.[0];
    if (operator === undefined || isSubstitution(operator)) return readWord(from);
    at += operator.length;
    if (operator === '<<' || operator === '<<-') expectHeredoc(operator === '<<-');
    return { kind: 'operator', text: operator, from };
  }

  /** `<(...)` and `>(...)` are words. */
  function isSubstitution(operator: string): boolean {
    return (operator === '<' || operator === '>') && text[at + 1] === '(';
  }

  function skipBlanks(): void {
    for (;;) {
      if (text[at] === ' ' || text[at] === '\t') at += 1;
      else if (text[at] === '\\' && text[at + 1] === '\n') at += 2;
      else if (text[at] === '#') at = endOfLine(at);
      else return;
    }
  }

  function readWord(from: number): Token {
    while (at < text.length) {
      const char = text[at]!;
      const after = text[at + 1];
      if (char === '(' && ARRAY.test(text.slice(from, at))) at = quoting.skipParentheses(at);
      else if (EXTENDED_PATTERN.has(char) && after === '(' && !isCallOf(from))
        at = quoting.skipParentheses(at + 1);
      else if ((char === '<' || char === '>') && after === '(') at = readSubstitution(at + 2) + 1;
      else if (META.has(char)) break;
      else at = quoting.skip(at);
    }
    return { kind: 'word', text: text.slice(from, at), from };
  }

  /** A function may be named like a pattern: `a?()`. */
  function isCallOf(from: number): boolean {
    return text[at + 2] === ')' && at > from;
  }

  function expectHeredoc(stripsTabs: boolean): void {
    skipBlanks();
    const word = readWord(at);
    const delimiter = word.text.replace(/\\(.)|['"]/gs, '$1');
    heredocs.push({ delimiter, stripsTabs, from: word.from });
  }

  function skipHeredocs(): void {
    for (const { delimiter, stripsTabs, from } of heredocs.splice(0)) {
      for (;;) {
        if (at >= text.length) {
          throw new ShellSyntaxError(from, `the here-document has no line that is only ${delimiter}`);
        }
        const end = endOfLine(at);
        const line = text.slice(at, end);
        at = Math.min(end + 1, text.length);
        if ((stripsTabs ? line.replace(/^\t+/, '') : line) === delimiter) break;
      }
    }
  }

  function endOfLine(offset: number): number {
    const end = text.indexOf('\n', offset);
    return end < 0 ? text.length : end;
  }

  function peek(): Token {
    ahead ??= read();
    return ahead;
  }

  return {
    peek,
    next() {
      const token = peek();
      ahead = undefined;
      return token;
    },
    position: () => ahead?.from ?? at,
  };
}

interface Quoting {
  /** The offset after the character, quotation or expansion at an offset. */
  skip(at: number): number;
  /** The offset after the `)` that closes the `(` at an offset; quotes and comments are respected. */
  skipParentheses(open: number): number;
}

function createQuoting(text: string, readSubstitution: ReadSubstitution): Quoting {
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

  /** After the `))` of arithmetic; undefined where the parentheses turn out to be subshells. */
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

  return { skip, skipParentheses };
}
