import { type SyntaxNode, textOf } from '../syntax/tree.ts';
import { type Command, isNamedAtRunTime, literalText, withRedirects } from './commands.ts';
import {
  isAwk,
  isInterpreter,
  PROGRAM_RUNNERS,
  programOf,
  UNSEEN_CODE,
  WRAPPERS,
  WRITES_SOMEWHERE,
} from './other-programs.ts';
import type { BashTree } from './parse.ts';

/** Of these the first word that is no option is no command. */
const TAKES_MORE_FIRST = new Set(['chroot', 'env', 'find', 'flock', 'script', 'su', 'timeout']);
/** Builtins that run a text later than it stands. */
const LATER = new Set(['alias', 'trap']);
const SYSTEM_PROGRAM = /^\/(?:usr\/)?(?:local\/)?s?bin\//;
/** A text that begins with, or has a command that is, the value of a variable. */
const IS_VALUE = /^["']*\s*[$`]|[\n;&|({]\s*["']?[$`]/;
const SHELL = /^(?:ba|da|k|z)?sh$/;

/** Whether a command runs code that is not read here: `eval`, a file, a program of the script's own, a value as code. */
export function runsUnseenCode(tree: BashTree, command: Command): boolean {
  const { node, name, args } = command;
  if (name === undefined) return isNamedAtRunTime(command);
  if (isUnseenProgram(name) || LATER.has(name)) return true;
  const program = programOf(name);
  if (isInterpreter(program)) return mayWriteAsProgram(tree, node, args, program);
  return WRAPPERS.has(program) && wrapsUnseenCode(tree, program, args);
}

function isUnseenProgram(name: string): boolean {
  if (UNSEEN_CODE.has(name) || PROGRAM_RUNNERS.has(programOf(name))) return true;
  return name.includes('/') && !SYSTEM_PROGRAM.test(name);
}

/** `command eval "$x"`, `nohup ./report`, `xargs -I{} sh -c {}`, `sudo "$TOOL"`. */
function wrapsUnseenCode(tree: BashTree, program: string, args: readonly SyntaxNode[]): boolean {
  const words = args.map((arg) => literalText(tree, arg));
  const names = words.map((word) => (word === undefined || /^-|=/.test(word) ? '' : word));
  if (names.some((word) => word === '{}' || isInterpreter(programOf(word)))) return true;
  if (TAKES_MORE_FIRST.has(program)) return names.slice(1).some(isUnseenWord);
  const command = words.findIndex((word) => word === undefined || !/^-|^\d+$/.test(word));
  if (command < 0) return false;
  // What follows an option may be its value.
  const last = command === 0 ? 1 : words.length;
  return words[command] === undefined || names.slice(0, last).some(isUnseenWord);
}

const isUnseenWord = (word: string) => word !== '' && isUnseenProgram(word);

/** A program given to an interpreter, unless its text only computes and prints. */
function mayWriteAsProgram(
  tree: BashTree,
  node: SyntaxNode,
  args: readonly SyntaxNode[],
  program: string,
): boolean {
  const input = withRedirects(node).children.filter(({ name }) => name.startsWith('here'));
  const takesProgram = isAwk(program);
  const words = args.map((arg) => textOf(tree, arg));
  if (takesProgram && words.some((word) => /^-[fi]|^--(?:file|include)/.test(word))) return true;
  const hasText = input.length > 0 || takesProgram || words.some((word) => /^-\w*[ce]$/.test(word));
  if (!hasText) return !words.some((word) => /^-(?:V|-version|-help)$/.test(word));
  const texts = [...input, ...args].filter((one) => !takesProgram || literalText(tree, one) !== undefined);
  if (texts.some((one) => WRITES_SOMEWHERE.test(textOf(tree, one)))) return true;
  const isShell = SHELL.test(program);
  const isValue = (one: SyntaxNode) =>
    (isShell || literalText(tree, one) === undefined) && IS_VALUE.test(bodyOf(tree, one));
  if (takesProgram) return args.slice(0, 1).some(isValue);
  return (
    args.some((arg) => literalText(tree, arg) === undefined && arg.name !== 'string') ||
    [...args, ...input].some((one) => isValue(one) || (isShell && namesUnseenProgram(bodyOf(tree, one))))
  );
}

/** Whether a word of a text for a shell is a program that is not read, wherever in the text it stands. */
function namesUnseenProgram(text: string): boolean {
  const words = text.split(/[\s;&|()"'`]+/).filter(Boolean);
  return words.some((word) => isUnseenProgram(word) || isInterpreter(programOf(word)));
}

/** What a here-string or here-document holds. */
function bodyOf(tree: BashTree, node: SyntaxNode): string {
  return textOf(tree, node)
    .replace(/^<<<\s*/, '')
    .replace(/^<<-?\s*["'\\]?(\w+)["']?[^\n]*\n/, '');
}
