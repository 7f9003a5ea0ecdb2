import type { SyntaxNode } from '../syntax/tree.ts';
import { type Command, isNamedAtRunTime, literalText } from './commands.ts';
import { mayWriteAsProgram } from './interpreter-calls.ts';
import { isInterpreter, isUnseenProgram, programOf, WRAPPERS } from './other-programs.ts';
import type { BashTree } from './parse.ts';

/** Of these the first word that is no option is no command. */
const TAKES_MORE_FIRST = new Set(['chroot', 'env', 'find', 'flock', 'script', 'su', 'timeout']);
/** Builtins that run a text later than it stands. */
const LATER = new Set(['alias', 'trap']);

/** Whether a command runs code that is not read here: `eval`, a file, a program of the script's own, a value as code. */
export function runsUnseenCode(tree: BashTree, command: Command): boolean {
  const { node, name, args } = command;
  if (name === undefined) return isNamedAtRunTime(command);
  if (isUnseenProgram(name) || LATER.has(name)) return true;
  const program = programOf(name);
  if (isInterpreter(program)) return mayWriteAsProgram(tree, node, args, program);
  return WRAPPERS.has(program) && wrapsUnseenCode(tree, program, args);
}

/** `command eval "$x"`, `nohup ./report`, `xargs -I{} sh -c {}`, `sudo "$TOOL"`. */
function wrapsUnseenCode(tree: BashTree, program: string, args: readonly SyntaxNode[]): boolean {
  const words = args.map((arg) => literalText(tree, arg));
  const names = words.map((word) => (word === undefined || /^-|=/.test(word) ? '' : word));
  if (names.some((word) => word === '{}' || isInterpreter(programOf(word)))) return true;
  if (TAKES_MORE_FIRST.has(program)) return names.slice(1).some(isUnseenProgram);
  const command = words.findIndex((word) => word === undefined || !/^-|^\d+$/.test(word));
  if (command < 0) return false;
  // What follows an option may be its value.
  const last = command === 0 ? 1 : words.length;
  return words[command] === undefined || names.slice(0, last).some(isUnseenProgram);
}
