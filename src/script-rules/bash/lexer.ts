import { keepAlive } from '../syntax/keep-alive.ts';
import { Quoting, type ReadSubstitution } from './quoting.ts';
import { ShellSyntaxError } from './shell-syntax-error.ts';

/** A token of the shell grammar. A word is complete: it includes its quotes, expansions and substitutions. */
export interface Token {
  kind: 'word' | 'operator' | 'newline' | 'end';
  text: string;
  from: number;
  /** The delimiter of the here-document that this operator begins, as written. */
  delimiter?: { from: number; text: string };
}

interface Heredoc {
  delimiter: string;
  stripsTabs: boolean;
  from: number;
}

const OPERATOR = /;;&|;;|;&|;|&&|&>>|&>|&|\|\||\|&|\||<<<|<<-|<<|<&|<>|<|>>|>&|>\||>|\(|\)/y;
const META = new Set([' ', '\t', '\n', ';', '&', '|', '(', ')', '<', '>']);
const EXTENDED_PATTERN = new Set(['?', '*', '+', '@', '!']);
const ARRAY = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=$/;

/** Cuts a script into tokens, from an offset on. */
export class Lexer {
  readonly #text: string;
  readonly #readSubstitution: ReadSubstitution;
  readonly #quoting: Quoting;
  /** Here-documents whose text begins after the line that is being read. */
  readonly #heredocs: Heredoc[] = [];
  #at: number;
  #ahead: Token | undefined;

  constructor(text: string, start: number, readSubstitution: ReadSubstitution) {
    this.#text = text;
    this.#readSubstitution = readSubstitution;
    this.#quoting = new Quoting(text, readSubstitution);
    this.#at = start;
  }

  peek(): Token {
    this.#ahead ??= this.#read();
    return this.#ahead;
  }

  next(): Token {
    const token = this.peek();
    this.#ahead = undefined;
    return token;
  }

  /** Skips `((...))` from its first token, which `next` has already returned; false where it is not arithmetic. */
  skipArithmetic(open: Token): boolean {
    const isDouble = this.#text[open.from + 1] === '(';
    const end = isDouble ? this.#quoting.arithmeticEnd(open.from + 2) : undefined;
    if (end === undefined) return false;
    this.#at = end;
    this.#ahead = undefined;
    return true;
  }

  #read(): Token {
    this.#skipBlanks();
    const from = this.#at;
    if (from >= this.#text.length) {
      this.#skipHeredocs();
      return { kind: 'end', text: 'end of the script', from };
    }
    if (this.#text[from] === '\n') {
      this.#at += 1;
      this.#skipHeredocs();
      return { kind: 'newline', text: 'newline', from };
    }
    OPERATOR.lastIndex = from;
    const operator = OPERATOR.exec(this.#text)?.[0];
    if (operator === undefined || this.#isSubstitution(operator)) return this.#readWord();
    this.#at += operator.length;
    const token: Token = { kind: 'operator', text: operator, from };
    if (operator !== '<<' && operator !== '<<-') return token;
    return { ...token, delimiter: this.#expectHeredoc(operator === '<<-') };
  }

  /** `<(...)` and `>(...)` are words. */
  #isSubstitution(operator: string): boolean {
    return (operator === '<' || operator === '>') && this.#text[this.#at + 1] === '(';
  }

  #skipBlanks(): void {
    const text = this.#text;
    for (;;) {
      const char = text[this.#at];
      if (char === ' ' || char === '\t') this.#at += 1;
      else if (char === '\\' && text[this.#at + 1] === '\n') this.#at += 2;
      else if (char === '#') this.#at = this.#endOfLine();
      else return;
    }
  }

  #readWord(): Token {
    const text = this.#text;
    const from = this.#at;
    let at = from;
    while (at < text.length) {
      const char = text[at]!;
      const after = text[at + 1];
      if (char === '(' && ARRAY.test(text.slice(from, at))) at = this.#quoting.skipParentheses(at);
      else if (EXTENDED_PATTERN.has(char) && after === '(' && !(text[at + 2] === ')' && at > from))
        // The name of a function may look like a pattern: `a?()`.
        at = this.#quoting.skipParentheses(at + 1);
      else if ((char === '<' || char === '>') && after === '(') at = this.#readSubstitution(at + 2) + 1;
      else if (META.has(char)) break;
      else at = this.#quoting.skip(at);
    }
    this.#at = at;
    return { kind: 'word', text: text.slice(from, at), from };
  }

  #expectHeredoc(stripsTabs: boolean): Token {
    this.#skipBlanks();
    const word = this.#readWord();
    const delimiter = word.text.replace(/\\(.)|['"]/gs, '$1');
    this.#heredocs.push({ delimiter, stripsTabs, from: word.from });
    return word;
  }

  #skipHeredocs(): void {
    for (const { delimiter, stripsTabs, from } of this.#heredocs.splice(0)) {
      for (;;) {
        if (this.#at >= this.#text.length) {
          throw new ShellSyntaxError(from, `the here-document has no line that is only ${delimiter}`);
        }
        const end = this.#endOfLine();
        const line = this.#text.slice(this.#at, end);
        this.#at = Math.min(end + 1, this.#text.length);
        if ((stripsTabs ? line.replace(/^\t+/, '') : line) === delimiter) break;
      }
    }
  }

  #endOfLine(): number {
    const end = this.#text.indexOf('\n', this.#at);
    return end < 0 ? this.#text.length : end;
  }
}

keepAlive(new Lexer('', 0, (from) => from));
