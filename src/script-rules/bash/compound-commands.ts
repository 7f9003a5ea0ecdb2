import type { Lexer, Token } from './lexer.ts';
import { type Reading, readList, readRedirections } from './outline.ts';
import { ShellSyntaxError } from './shell-syntax-error.ts';
import {
  isOperator,
  isWord,
  skipNewlines,
  takeOperator,
  takeText,
  takeWord,
  unexpected,
} from './token-reader.ts';

type ReadCompound = (reading: Reading, lexer: Lexer) => void;

const CASE_ENDS = [';;', ';&', ';;&'];

const COMPOUNDS: Record<string, ReadCompound> = {
  '{': (reading, lexer) => readBlock(reading, lexer, '}'),
  if: readIf,
  while: readLoop,
  until: readLoop,
  for: readFor,
  select: readFor,
  case: readCase,
  '[[': (_, lexer) => readTest(lexer),
};

/** Reads a command that begins with a reserved word; false where the token is none of these. */
export function readCompound(reading: Reading, lexer: Lexer, token: Token): boolean {
  if (token.text === 'function') {
    readFunction(reading, lexer);
    return true;
  }
  if (!Object.hasOwn(COMPOUNDS, token.text)) return false;
  lexer.next();
  COMPOUNDS[token.text]!(reading, lexer);
  readRedirections(reading, lexer);
  return true;
}

/** `( ... )`, `(( ... ))`. */
export function readParentheses(reading: Reading, lexer: Lexer): void {
  const open = lexer.next();
  if (!skipArithmetic(reading, lexer, open.from)) {
    requireCommands(reading, lexer, []);
    takeText(lexer, ')');
  }
  readRedirections(reading, lexer);
}

/** `name() body`, from the body on. */
export function readDefinition(reading: Reading, lexer: Lexer, name: Token): void {
  if (reading.functionDepth === 0) reading.outline.functions.push(name.text);
  reading.functionDepth += 1;
  skipNewlines(lexer);
  const token = lexer.peek();
  if (isOperator(token, '(')) readParentheses(reading, lexer);
  else if (token.kind !== 'word' || !readCompound(reading, lexer, token)) throw unexpected(token);
  reading.functionDepth -= 1;
}

function readFunction(reading: Reading, lexer: Lexer): void {
  lexer.next();
  const name = takeWord(lexer);
  if (takeOperator(lexer, '(')) takeText(lexer, ')');
  readDefinition(reading, lexer, name);
}

/** Passes over `((...))`; false where it is a subshell that begins with a subshell. */
function skipArithmetic({ text }: Reading, lexer: Lexer, open: number): boolean {
  if (text[open + 1] !== '(') return false;
  let depth = 0;
  let at = open;
  for (; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    if (depth === 0) break;
  }
  const inner = text.slice(open + 2, at - 1);
  if (text[at - 1] !== ')' || (inner.includes('\n') && /[;|]/.test(inner))) return false;
  while (lexer.position() <= at && lexer.peek().kind !== 'end') lexer.next();
  return true;
}

/** Commands, at least one. */
function requireCommands(reading: Reading, lexer: Lexer, ends: readonly string[]): void {
  if (readList(reading, lexer, ends) === 0) throw unexpected(lexer.peek());
}

/** Commands and the reserved word after them. */
function readBlock(reading: Reading, lexer: Lexer, end: string): void {
  requireCommands(reading, lexer, [end]);
  takeText(lexer, end);
}

function readIf(reading: Reading, lexer: Lexer): void {
  readBlock(reading, lexer, 'then');
  for (;;) {
    requireCommands(reading, lexer, ['elif', 'else', 'fi']);
    const word = lexer.next();
    if (isWord(word, 'fi')) return;
    if (isWord(word, 'elif')) readBlock(reading, lexer, 'then');
    else if (!isWord(word, 'else')) throw unexpected(word);
    else {
      readBlock(reading, lexer, 'fi');
      return;
    }
  }
}

function readLoop(reading: Reading, lexer: Lexer): void {
  readBlock(reading, lexer, 'do');
  readBlock(reading, lexer, 'done');
}

function readFor(reading: Reading, lexer: Lexer): void {
  const name = lexer.next();
  if (isOperator(name, '(') ? !skipArithmetic(reading, lexer, name.from) : name.kind !== 'word')
    throw unexpected(name);
  skipNewlines(lexer);
  if (isWord(lexer.peek(), 'in')) {
    while (lexer.peek().kind === 'word') lexer.next();
  }
  while (isOperator(lexer.peek(), ';') || lexer.peek().kind === 'newline') lexer.next();
  const open = lexer.next();
  if (isWord(open, 'do')) readBlock(reading, lexer, 'done');
  else if (isWord(open, '{')) readBlock(reading, lexer, '}');
  else throw unexpected(open);
}

function readCase(reading: Reading, lexer: Lexer): void {
  takeWord(lexer);
  skipNewlines(lexer);
  takeText(lexer, 'in');
  skipNewlines(lexer);
  while (!isWord(lexer.peek(), 'esac')) {
    takeOperator(lexer, '(');
    takeWord(lexer);
    while (takeOperator(lexer, '|')) takeWord(lexer);
    takeText(lexer, ')');
    readList(reading, lexer, ['esac']);
    if (!isOperator(lexer.peek(), ...CASE_ENDS)) break;
    lexer.next();
    skipNewlines(lexer);
  }
  takeText(lexer, 'esac');
}

/** `[[ ... ]]`: what stands between is a small language of its own. */
function readTest(lexer: Lexer): void {
  for (;;) {
    const token = lexer.next();
    if (isWord(token, ']]')) return;
    if (token.kind === 'end' || isOperator(token, ';'))
      throw new ShellSyntaxError(token.from, 'the [[ has no ]]');
  }
}
