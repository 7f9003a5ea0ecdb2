import { namesResultFile } from '../runner-text.ts';
import { childNamed, isInside, type SyntaxNode, textOf } from '../syntax/tree.ts';
import {
  type Command,
  functionAround,
  literalText,
  type Redirect,
  topLevelStatements,
  withRedirects,
} from './commands.ts';
import { type FunctionsReached, functionsReached, type Reached } from './functions-reached.ts';
import { isAwk, isInterpreter, mayWriteNamedFiles, programOf, WRITES_RESULT } from './other-programs.ts';
import type { BashTree } from './parse.ts';
import { type ReadTarget, resultWords } from './result-words.ts';
import { runsUnseenCode } from './unseen-code.ts';

/** Operators by which a command writes to what follows them. */
const WRITING = new Set(['>', '>>', '&>', '&>>', '>&', '>|']);
/** Nodes around a command that run with it, and blocks that go on behind a statement. */
const AROUND = new Set(['heredoc_redirect', 'file_redirect', 'redirected_statement', 'pipeline']);
const BLOCKS = new Set(['compound_statement', 'if_statement', 'else_clause', 'elif_clause']);
const PASSIVE = /^(?:[{};\n]|comment|fi|then|else)$/;

/**
 * The first place that may write something into the result while more of main is still to run; undefined where only the last
 * thing that main does may write. Unseen: programs that write to descriptor 3 of their own accord.
 */
export function firstEarlyWrite(
  tree: BashTree,
  functions: FunctionsReached,
  target: ReadTarget,
  reached: Reached,
): SyntaxNode | undefined {
  const { redirects, commands } = placesThatMayWrite(tree, target, reached);
  const places = [...redirects.map(({ node }) => node), ...commands].toSorted((a, b) => a.index - b.index);
  return places.find((place) => !isLast(tree, functions, place, commands.includes(place)));
}

function placesThatMayWrite(tree: BashTree, target: ReadTarget, reached: Reached) {
  return {
    redirects: reached.redirects.filter((redirect) => mayRedirect(tree, redirect, target)),
    commands: reached.commands.filter((one) => mayWrite(tree, one, target)).map(({ node }) => node),
  };
}

function mayRedirect(tree: BashTree, redirect: Redirect, target: ReadTarget): boolean {
  const { operator, target: word, descriptor } = redirect;
  if (!WRITING.has(operator) || !word) return false;
  if (operator !== '>&') return target(word) !== 'other';
  return literalText(tree, word) === undefined || (isToThree(tree, redirect) && descriptor !== '3');
}

const isToThree = (tree: BashTree, { operator, target }: Redirect): boolean =>
  operator === '>&' && target !== undefined && literalText(tree, target) === '3';

/**
 * Whether what a script does before main is called may itself write the result file: then a missing or uncalled main does
 * not matter. Descriptor 3 is not open by then.
 */
export function mayWriteWithoutMain(tree: BashTree): boolean {
  if (namesResultFile(tree.text)) return true;
  const reached = functionsReached(tree).from(topLevelStatements(tree));
  const { redirects, commands } = placesThatMayWrite(tree, resultWords(tree), reached);
  return commands.length > 0 || redirects.some((redirect) => !isToThree(tree, redirect));
}

function mayWrite(tree: BashTree, command: Command, target: ReadTarget): boolean {
  const { node, name, args } = command;
  if (name === 'trap') return WRITES_RESULT.test(textOf(tree, node));
  if (runsUnseenCode(tree, command)) return true;
  if (name === undefined) return false;
  if (isInterpreter(programOf(name))) {
    return (
      WRITES_RESULT.test(textOf(tree, withRedirects(node))) ||
      (!isAwk(programOf(name)) && args.some((arg) => literalText(tree, arg) === undefined))
    );
  }
  return (
    mayWriteNamedFiles(tree, command) &&
    args.some((arg) => !/^-/.test(textOf(tree, arg)) && target(arg) !== 'other')
  );
}

/** Whether nothing of main runs after the one command that writes here, however it ends. */
function isLast(
  tree: BashTree,
  functions: FunctionsReached,
  place: SyntaxNode,
  isCommand: boolean,
  asked: ReadonlySet<SyntaxNode> = new Set(),
): boolean {
  const around = functionAround(place);
  if (!around || asked.has(around)) return false;
  const statement = statementOf(place);
  const body = statement.name === 'redirected_statement' ? statement.children[0] : statement;
  if (!isCommand && !isSimple(tree, functions, body)) return false;
  if (!endsFunction(statement, around)) return false;
  const name = textOf(tree, childNamed(around, 'word') ?? around);
  if (name === 'main') return true;
  const calls = tree.commands.filter((command) => command.name === name);
  return (
    calls.length > 0 &&
    calls.every(({ node }) => isLast(tree, functions, node, true, new Set([...asked, around])))
  );
}

function statementOf(place: SyntaxNode): SyntaxNode {
  let node = place;
  while (node.parent && AROUND.has(node.parent.name)) node = node.parent;
  return node;
}

/** One command or pipeline that calls no function of the script. */
function isSimple(tree: BashTree, functions: FunctionsReached, body: SyntaxNode | undefined): boolean {
  if (body?.name !== 'command' && body?.name !== 'pipeline') return false;
  return tree.commands
    .filter(({ node }) => isInside(node, body))
    .every(({ name }) => name !== undefined && functions.named(name).length === 0);
}

function endsFunction(statement: SyntaxNode, fn: SyntaxNode): boolean {
  for (let node = statement; node !== fn && node.parent; node = node.parent) {
    const { parent } = node;
    if (parent === fn) return true;
    if (!BLOCKS.has(parent.name)) return false;
    const rest = parent.children.slice(parent.children.indexOf(node) + 1);
    const isLastHere = rest.every(
      ({ name }) => PASSIVE.test(name) || (parent.name === 'if_statement' && /^el/.test(name)),
    );
    if (!isLastHere) return false;
  }
  return false;
}
