import { Lexer, type Token } from './lexer.ts';
import type { ShellOutline } from './outline.ts';
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

/** One pass over a script, with the functions and subshells around the place being read. */
interface Reading {
  text: string;
  outline: ShellOutline;
  functionDepth: number;
  subshellDepth: number;
}

/** Reserved words that can only continue something that was begun before. */
const CONTINUATIONS = new Set(['then', 'do', 'done', 'fi', 'else', 'elif', 'esac', '}']);
const PREFIXES = new Set(['!', 'time']);
const REDIRECTION = /^(?:<<<|<<-|<<|<&|<>|<|>>|>&|>\||>|&>>|&>)$/;
const SEPARATORS = new Set([';', '&', '&&', '||', '|', '|&']);

/** Reads any text; never throws. */
export function readOutline(text: string): ShellOutline {
  const outline: ShellOutline = { functions: [], calls: [], redirections: [], delimiters: new Map() };
  try {
    readCommands({ text, outline, functionDepth: 0, subshellDepth: 0 }, 0, undefined);
    return outline;
  } catch (error) {
    return { ...outline, fault: faultOf(error) };
  }
}

function faultOf(error: unknown): ShellOutline['fault'] {
  if (error instanceof ShellSyntaxError) return { offset: error.offset, message: error.message };
  // The call stack is exhausted.
  if (error instanceof RangeError) return { offset: 0, message: 'it is nested too deeply to be read' };
  throw error;
}

/** Reads commands to the end, or up to `)`; returns the offset of what ends them. */
function readCommands(reading: Reading, from: number, closer: ')' | undefined): number {
  const lexer = new Lexer(reading.text, from, (start) =>
    inSubshell(reading, () => readCommands(reading, start, ')')),
  );
  readList(reading, lexer, []);
  const end = lexer.peek();
  const isExpected = closer ? isOperator(end, closer) : end.kind === 'end';
  if (isExpected) return end.from;
  throw closer && end.kind === 'end'
    ? new ShellSyntaxError(from - 2, 'the $( is never closed')
    : unexpected(end);
}

function inSubshell<Result>(reading: Reading, read: () => Result): Result {
  reading.subshellDepth += 1;
  const result = read();
  reading.subshellDepth -= 1;
  return result;
}

/** Reads commands up to a token that cannot follow here; returns how many there were. */
function readList(reading: Reading, lexer: Lexer, ends: readonly string[]): number {
  for (let count = 0; ; ) {
    skipNewlines(lexer);
    const token = lexer.peek();
    if (token.kind === 'end' || (token.kind === 'word' && ends.includes(token.text))) return count;
    if (token.kind === 'operator' && !beginsCommand(token)) return count;
    readCommand(reading, lexer);
    count += 1;
    const separator = lexer.peek();
    if (separator.kind === 'newline') continue;
    if (separator.kind !== 'operator' || !SEPARATORS.has(separator.text)) return count;
    lexer.next();
    if (!isOperator(separator, ';', '&')) requireCommand(lexer);
  }
}

/** After `&&`, `||` and `|` another command must follow, possibly on a later line. */
function requireCommand(lexer: Lexer): void {
  skipNewlines(lexer);
  if (!beginsCommand(lexer.peek())) throw unexpected(lexer.peek());
}

function beginsCommand(token: Token): boolean {
  if (token.kind === 'word') return !CONTINUATIONS.has(token.text);
  return token.kind === 'operator' && (token.text === '(' || REDIRECTION.test(token.text));
}

function readCommand(reading: Reading, lexer: Lexer): void {
  while (lexer.peek().kind === 'word' && PREFIXES.has(lexer.peek().text)) {
    lexer.next();
    if (lexer.peek().text === '-p') lexer.next();
  }
  const token = lexer.peek();
  if (token.kind === 'word' && CONTINUATIONS.has(token.text)) throw unexpected(token);
  if (!readBody(reading, lexer)) readSimple(reading, lexer);
}

function readSimple(reading: Reading, lexer: Lexer): void {
  const first = lexer.peek();
  for (;;) {
    const token = lexer.peek();
    if (isOperator(token, '(')) throw unexpected(token);
    if (token.kind === 'word') {
      lexer.next();
      if (token === first && takeOperator(lexer, '(')) {
        takeText(lexer, ')');
        readDefinition(reading, lexer, token);
        return;
      }
    } else if (!readRedirection(reading, lexer)) {
      if (first.kind === 'word' && reading.functionDepth === 0) {
        reading.outline.calls.push({ name: first.text, offset: first.from });
      }
      return;
    }
  }
}

/** The redirections after a compound command. */
function readRedirections(reading: Reading, lexer: Lexer): void {
  for (;;) {
    const token = lexer.peek();
    if (token.kind === 'word' && /^(?:\d+|\{\w+\})$/.test(token.text)) lexer.next();
    else if (!readRedirection(reading, lexer)) return;
  }
}

/** False where no redirection comes next. */
function readRedirection({ outline }: Reading, lexer: Lexer): boolean {
  const operator = lexer.peek();
  if (operator.kind !== 'operator' || !REDIRECTION.test(operator.text)) return false;
  lexer.next();
  if (operator.delimiter) {
    outline.delimiters.set(operator.delimiter.from, operator.delimiter.text);
    return true;
  }
  outline.redirections.push(operator.text + takeWord(lexer).text);
  return true;
}

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

/** Reads a command that begins with a reserved word; false where the token is not one of these. */
function readCompound(reading: Reading, lexer: Lexer, token: Token): boolean {
  if (token.text === 'function') {
    readFunction(reading, lexer);
    return true;
  }
  if (token.text === 'coproc') {
    readCoprocess(reading, lexer);
    return true;
  }
  if (!Object.hasOwn(COMPOUNDS, token.text)) return false;
  lexer.next();
  COMPOUNDS[token.text]!(reading, lexer);
  readRedirections(reading, lexer);
  return true;
}

/** `coproc command`, `coproc { ... }`, `coproc NAME { ... }`. */
function readCoprocess(reading: Reading, lexer: Lexer): void {
  lexer.next();
  if (readBody(reading, lexer)) return;
  const name = lexer.peek();
  if (!beginsCommand(name) || isWord(name, '!')) throw unexpected(name);
  if (name.kind === 'word') lexer.next();
  if (!readBody(reading, lexer)) readSimple(reading, lexer);
}

/** A compound command with its redirections; false where none begins here. */
function readBody(reading: Reading, lexer: Lexer): boolean {
  const token = lexer.peek();
  if (!isOperator(token, '(')) return token.kind === 'word' && readCompound(reading, lexer, token);
  readParentheses(reading, lexer);
  return true;
}

/** `( ... )`, `(( ... ))`. */
function readParentheses(reading: Reading, lexer: Lexer, open = lexer.next()): void {
  if (!lexer.skipArithmetic(open)) {
    inSubshell(reading, () => requireCommands(reading, lexer, []));
    takeText(lexer, ')');
  }
  readRedirections(reading, lexer);
}

/** `name() body`, from the body on; `open` is the opening parenthesis, where it has already been read. */
function readDefinition(reading: Reading, lexer: Lexer, name: Token, open?: Token): void {
  if (reading.functionDepth === 0 && reading.subshellDepth === 0) reading.outline.functions.push(name.text);
  reading.functionDepth += 1;
  if (open) readParentheses(reading, lexer, open);
  else {
    skipNewlines(lexer);
    if (!readBody(reading, lexer)) throw unexpected(lexer.peek());
  }
  reading.functionDepth -= 1;
}

/** `function name body`, `function name() body`; the parentheses may also belong to the body. */
function readFunction(reading: Reading, lexer: Lexer): void {
  lexer.next();
  const name = takeWord(lexer);
  const open = lexer.peek();
  const isOpen = takeOperator(lexer, '(');
  readDefinition(reading, lexer, name, isOpen && !takeOperator(lexer, ')') ? open : undefined);
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
  if (isOperator(name, '(') ? !lexer.skipArithmetic(name) : name.kind !== 'word') throw unexpected(name);
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

/** `[[ ... ]]`: its inside is a small language of its own. */
function readTest(lexer: Lexer): void {
  for (;;) {
    const token = lexer.next();
    if (isWord(token, ']]')) return;
    if (token.kind === 'end' || isOperator(token, ';'))
      throw new ShellSyntaxError(token.from, 'the [[ has no ]]');
  }
}
