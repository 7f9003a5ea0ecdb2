import { createQuoting, type ReadSubstitution } from './quoting.ts';
import { ShellSyntaxError } from './shell-syntax-error.ts';

/** A token of the shell grammar. A word is complete: it includes its quotes, expansions and substitutions. */
export interface Token {
  kind: 'word' | 'operator' | 'newline' | 'end';
  text: string;
  from: number;
  /** The delimiter of the here-document that this operator begins, as written. */
  delimiter?: { from: number; text: string };
}

export interface Lexer {
  next(): Token;
  peek(): Token;
  /** Skips `((...))` from its first token, which `next` has already returned; false where it is not arithmetic. */
  skipArithmetic(open: Token): boolean;
}

const OPERATOR = /;;&|;;|;&|;|&&|&>>|&>|&|\|\||\|&|\||<<<|<<-|<<|<&|<>|<|>>|>&|>\||>|\(|\)/y;
const META = new Set([' ', '\t', '\n', ';', '&', '|', '(', ')', '<', '>']);
const EXTENDED_PATTERN = new Set(['?', '*', '+', '@', '!']);
const ARRAY = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=$/;

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
    const token: Token = { kind: 'operator', text: operator, from };
    if (operator !== '<<' && operator !== '<<-') return token;
    return { ...token, delimiter: expectHeredoc(operator === '<<-') };
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

  /** A function's name may look like a pattern: `a?()`. */
  function isCallOf(from: number): boolean {
    return text[at + 2] === ')' && at > from;
  }

  function expectHeredoc(stripsTabs: boolean): Token {
    skipBlanks();
    const word = readWord(at);
    const delimiter = word.text.replace(/\\(.)|['"]/gs, '$1');
    heredocs.push({ delimiter, stripsTabs, from: word.from });
    return word;
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
    skipArithmetic(open) {
      const end = text[open.from + 1] === '(' ? quoting.arithmeticEnd(open.from + 2) : undefined;
      if (end === undefined) return false;
      at = end;
      ahead = undefined;
      return true;
    },
  };
}
