import { namesResultFile } from '../runner-text.ts';
import { childNamed, isInside, type SyntaxNode, textOf } from '../syntax/tree.ts';
import {
  type Command,
  functionAround,
  isNamedAtRunTime,
  literalText,
  topLevelStatements,
  withRedirects,
} from './commands.ts';
import { type FunctionsReached, functionsReached, type Reached } from './functions-reached.ts';
import { isAwk, isInterpreter, mayWriteNamedFiles, programOf, WRITES_RESULT } from './other-programs.ts';
import type { BashTree } from './parse.ts';
import { type ReadTarget, resultWords } from './result-words.ts';
import { runsUnseenCode } from './unseen-code.ts';

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
  const { places, commands } = placesThatMayWrite(tree, target, reached);
  return places.find((place) => !isLast(tree, functions, place, commands.includes(place)));
}

function placesThatMayWrite(tree: BashTree, target: ReadTarget, reached: Reached) {
  const redirected = reached.redirects
    .filter(({ operator, target: word, descriptor }) => {
      if (!/^(?:&?>{1,2}|>[&|])$/.test(operator) || !word) return false;
      const text = literalText(tree, word);
      if (operator === '>&') return text === undefined || (text === '3' && (descriptor ?? '1') !== '3');
      return target(word) !== 'other' && text !== '/dev/null';
    })
    .map(({ node }) => node);
  const commands = reached.commands.filter((one) => mayWrite(tree, one, target)).map(({ node }) => node);
  const places = [...redirected, ...commands].toSorted((a, b) => a.index - b.index);
  return { places, commands };
}

/**
 * Whether what a script does before main is called may itself write the result file: then a missing or uncalled main does
 * not matter.
 */
export function mayWriteWithoutMain(tree: BashTree): boolean {
  if (namesResultFile(tree.text)) return true;
  const target = resultWords(tree);
  const reached = functionsReached(tree).from(topLevelStatements(tree));
  const { places } = placesThatMayWrite(tree, target, reached);
  return places.some((place) => !isToThree(tree, place));
}

/** Descriptor 3, which is not open yet. */
function isToThree(tree: BashTree, place: SyntaxNode): boolean {
  return place.name === 'file_redirect' && /^\d*>&\s*3$/.test(textOf(tree, place));
}

function mayWrite(tree: BashTree, command: Command, target: ReadTarget): boolean {
  const { node, name, args } = command;
  if (name === undefined) return isNamedAtRunTime(command);
  if (name === 'trap') return args.length > 1 && WRITES_RESULT.test(textOf(tree, node));
  if (runsUnseenCode(tree, command)) return true;
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
  while (
    node.parent &&
    /^(?:heredoc_redirect|file_redirect|redirected_statement|pipeline)$/.test(node.parent.name)
  )
    node = node.parent;
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
    if (!/^(?:compound_statement|if_statement|else_clause|elif_clause)$/.test(parent.name)) return false;
    const rest = parent.children.slice(parent.children.indexOf(node) + 1);
    const isLastHere = rest.every(
      ({ name }) => PASSIVE.test(name) || (parent.name === 'if_statement' && /^el/.test(name)),
    );
    if (!isLastHere) return false;
  }
  return false;
}
