import { enclosing, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { type Command, isNamedAtRunTime, literalText, withRedirects } from './commands.ts';
import type { Reached } from './functions-reached.ts';
import {
  isInterpreter,
  PROGRAM_RUNNERS,
  programOf,
  REMOVES_RESULT,
  UNSEEN_CODE,
  WRAPPERS,
} from './other-programs.ts';
import type { BashTree } from './parse.ts';
import type { ReadTarget } from './result-words.ts';

/** Commands that remove each file that they name. */
const REMOVERS = new Set(['mv', 'rm', 'rmdir', 'shred', 'unlink']);
/** Commands that overwrite each file that they name. */
const OVERWRITERS = new Set(['sponge', 'tee', 'truncate']);
/** Commands that put another file in the place of the last that they name; `cp` overwrites it. */
const COPIERS = new Set(['cp', 'install', 'ln', 'rsync']);
/** Operators that empty the file that follows them. */
const EMPTYING = new Set(['>', '>&', '>|', '&>']);
const PIPELINES = new Set(['pipeline']);

/**
 * A place among what runs that may remove or empty the result; undefined where the text rules that out. With
 * `removalsOnly`, overwriting does not count. Unseen: what programs do of their own accord.
 */
export function takesAway(
  tree: BashTree,
  reached: Reached,
  target: ReadTarget,
  { removalsOnly = false } = {},
): SyntaxNode | undefined {
  const command = reached.commands.find((one) => isHarmful(tree, one, target, removalsOnly));
  if (command || removalsOnly) return command?.node;
  return reached.redirects.find(
    ({ operator, target: word }) => EMPTYING.has(operator) && word && target(word, tree) !== 'other',
  )?.node;
}

/** Says whether a word certainly names something else than the result. */
type IsOther = (word: SyntaxNode) => boolean;

/** A program with all that it is given, and the words of that which are no options. */
interface Given {
  program: string;
  args: readonly SyntaxNode[];
  words: readonly SyntaxNode[];
}

function isHarmful(tree: BashTree, command: Command, target: ReadTarget, removalsOnly: boolean): boolean {
  const { node, name, args } = command;
  if (name === undefined) return isNamedAtRunTime(command);
  if (UNSEEN_CODE.has(name)) return true;
  const program = programOf(name);
  const words = args.filter((arg) => !literalText(tree, arg)?.startsWith('-'));
  const isOther: IsOther = (word) => target(word, tree) === 'other';
  if (REMOVERS.has(program)) return !words.every(isOther);
  if (program === 'find') return findRemoves(tree, args) && !beginsElsewhere(tree, args, isOther);
  if (WRAPPERS.has(program)) {
    return (
      args.some((arg) => isProgram(literalText(tree, arg))) &&
      args.some((arg) => isDangerous(tree, arg, target))
    );
  }
  if (isInterpreter(program) || PROGRAM_RUNNERS.has(program))
    return (
      args.some((arg) => isDangerous(tree, arg, target)) ||
      hasDangerousInput(tree, node) ||
      (words.length === 0 && enclosing(node, PIPELINES) !== undefined)
    );
  const given = { program, args, words };
  return replaces(tree, given, isOther) || (!removalsOnly && overwrites(tree, given, isOther));
}

/** Commands that put another file in the place of one. */
function replaces(tree: BashTree, { program, args, words }: Given, isOther: IsOther): boolean {
  if (program === 'sed')
    return args.some((arg) => /^-(?:\w*i|-in)/.test(textOf(tree, arg))) && !words.slice(1).every(isOther);
  const isCopy = program === 'cp' && !args.some((arg) => textOf(tree, arg).startsWith('--rem'));
  return COPIERS.has(program) && !isCopy && !words.slice(-1).every(isOther);
}

function overwrites(tree: BashTree, { program, args, words }: Given, isOther: IsOther): boolean {
  if (OVERWRITERS.has(program)) return !words.every(isOther);
  if (program === 'dd') return args.some((arg) => /^of=(?!\/(?:dev|tmp)\/[\w.-]+$)/.test(textOf(tree, arg)));
  return program === 'cp' && !words.slice(-1).every(isOther);
}

function isProgram(word: string | undefined): boolean {
  if (word === undefined) return true;
  const program = programOf(word);
  return (
    REMOVERS.has(program) ||
    OVERWRITERS.has(program) ||
    COPIERS.has(program) ||
    PROGRAM_RUNNERS.has(program) ||
    isInterpreter(program)
  );
}

/** A text that may be a program that mentions the result, or a word that names it. */
function isDangerous(tree: BashTree, arg: SyntaxNode, target: ReadTarget): boolean {
  const isUnseen = literalText(tree, arg) === undefined;
  return REMOVES_RESULT.test(textOf(tree, arg)) || (isUnseen && target(arg, tree) === 'result');
}

/** A program that is fed to its interpreter. */
function hasDangerousInput(tree: BashTree, command: SyntaxNode): boolean {
  return [command, withRedirects(command)].some(({ children }) =>
    children.some((child) => child.name.startsWith('here') && REMOVES_RESULT.test(textOf(tree, child))),
  );
}

/** Whether `find` is told where to begin; otherwise it is in the current directory. */
function beginsElsewhere(tree: BashTree, args: readonly SyntaxNode[], isOther: IsOther): boolean {
  const end = args.findIndex((arg) => /^(?:-\w{2}|[\\(!])/.test(textOf(tree, arg)));
  const roots = args.slice(0, end).filter((arg) => !textOf(tree, arg).startsWith('-'));
  return roots.length > 0 && roots.every(isOther);
}

function findRemoves(tree: BashTree, args: readonly SyntaxNode[]): boolean {
  return args.some((arg) => {
    const word = literalText(tree, arg);
    return word === '-delete' || isProgram(word);
  });
}
