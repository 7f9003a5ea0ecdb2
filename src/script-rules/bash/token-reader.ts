import type { Lexer, Token } from './lexer.ts';
import { ShellSyntaxError } from './shell-syntax-error.ts';

export function isOperator(token: Token, ...texts: string[]): boolean {
  return token.kind === 'operator' && texts.includes(token.text);
}

export function isWord(token: Token, text: string): boolean {
  return token.kind === 'word' && token.text === text;
}

export function skipNewlines(lexer: Lexer): void {
  while (lexer.peek().kind === 'newline') lexer.next();
}

/** Takes the next token, which must have this text. */
export function takeText(lexer: Lexer, text: string): Token {
  const token = lexer.next();
  if (token.text === text && token.kind !== 'end') return token;
  if (token.kind === 'end') throw new ShellSyntaxError(token.from, `the script ends without ${text}`);
  throw unexpected(token);
}

export function takeWord(lexer: Lexer): Token {
  const token = lexer.next();
  if (token.kind !== 'word') throw unexpected(token);
  return token;
}

/** Takes the next token if it is this operator. */
export function takeOperator(lexer: Lexer, text: string): boolean {
  if (!isOperator(lexer.peek(), text)) return false;
  lexer.next();
  return true;
}

export function unexpected(token: Token): ShellSyntaxError {
  const what =
    token.kind === 'end'
      ? 'the script ends too early'
      : `unexpected ${JSON.stringify(token.text.slice(0, 40))}`;
  return new ShellSyntaxError(token.from, what);
}
