import { readCompound, readDefinition, readParentheses } from './compound-commands.ts';
import { createLexer, type Lexer, type Token } from './lexer.ts';
import { ShellSyntaxError } from './shell-syntax-error.ts';
import { isOperator, skipNewlines, takeOperator, takeText, takeWord, unexpected } from './token-reader.ts';

/** A script's structure: quotes, brackets, here-documents and reserved words, and nothing else. */
export interface ShellOutline {
  /** The first place where bash would refuse the script, or where it would swallow what the runner puts after it. */
  fault?: { offset: number; message: string };
  /** Functions that are defined outside of any other, up to the fault. */
  functions: string[];
  /** Commands that run as the script is read, up to the fault. */
  calls: { name: string; offset: number }[];
  /** `>&3`, `>/dev/fd/3`: operator and target of each redirection that is not a here-document. */
  redirections: string[];
}

/** One pass over a script; `functionDepth` counts the functions around the place that is read. */
export interface Reading {
  text: string;
  outline: ShellOutline;
  functionDepth: number;
}

/** Reserved words that can only go on with something that was begun before. */
const CONTINUATIONS = new Set(['then', 'do', 'done', 'fi', 'else', 'elif', 'esac', '}']);
const PREFIXES = new Set(['!', 'time']);
const REDIRECTION = /^(?:<<<|<<-|<<|<&|<>|<|>>|>&|>\||>|&>>|&>)$/;
const SEPARATORS = new Set([';', '&', '&&', '||', '|', '|&']);

/** Reads any text; never throws. */
export function readOutline(text: string): ShellOutline {
  const outline: ShellOutline = { functions: [], calls: [], redirections: [] };
  try {
    readCommands({ text, outline, functionDepth: 0 }, 0, undefined);
    return outline;
  } catch (error) {
    return { ...outline, fault: faultOf(error) };
  }
}

function faultOf(error: unknown): ShellOutline['fault'] {
  if (error instanceof ShellSyntaxError) return { offset: error.offset, message: error.message };
  // The call stack is used up.
  if (error instanceof RangeError) return { offset: 0, message: 'it is nested too deeply to be read' };
  throw error;
}

/** Reads commands to the end, or up to `)`; returns the offset of what ends them. */
function readCommands(reading: Reading, from: number, closer: ')' | undefined): number {
  const lexer = createLexer(reading.text, from, (start) => readCommands(reading, start, ')'));
  readList(reading, lexer, []);
  const end = lexer.peek();
  const isExpected = closer ? isOperator(end, closer) : end.kind === 'end';
  if (isExpected) return end.from;
  throw closer && end.kind === 'end'
    ? new ShellSyntaxError(from - 2, 'the $( is never closed')
    : unexpected(end);
}

/** Reads commands until a token that cannot go on here; returns how many there were. */
export function readList(reading: Reading, lexer: Lexer, ends: readonly string[]): number {
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

/** After `&&`, `||` and `|` another command must follow, on a later line if need be. */
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
  if (isOperator(token, '(')) readParentheses(reading, lexer);
  else if (token.kind === 'word' && CONTINUATIONS.has(token.text)) throw unexpected(token);
  else if (token.kind !== 'word' || !readCompound(reading, lexer, token)) readSimple(reading, lexer);
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
export function readRedirections(reading: Reading, lexer: Lexer): void {
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
  // The lexer has read the word of a here-document.
  if (isOperator(operator, '<<', '<<-')) return true;
  outline.redirections.push(operator.text + takeWord(lexer).text);
  return true;
}
