import { namesResultFile } from '../runner-text.ts';
import {
  childNamed,
  enclosing,
  findAll,
  isInside,
  isInsideAny,
  type SyntaxNode,
  textOf,
} from '../syntax/tree.ts';
import { type Command, commandsIn, functionsNamed, literalText, redirectsIn } from './commands.ts';
import { assignedNamesIn, expandedNames } from './env-vars.ts';
import { isHarmless, isIdle } from './harmless-functions.ts';
import type { BashTree } from './parse.ts';
import { resultWords } from './result-words.ts';

/**
 * The end of a script: the statements that call `main`, and those after them that only deal with how it ended, such as `exit
 * $?`. Without them the script is what the runner needs: definitions.
 */
export interface ClosingPart {
  /** In the order of the script, without functions that are defined among them. */
  statements: readonly SyntaxNode[];
  calls: readonly SyntaxNode[];
  /** True where functions are defined after the first of these statements. */
  hasDefinitionsAfter: boolean;
}

export const PASSIVE: ReadonlySet<string> = new Set(['comment', ';', '&', '\n']);
const LOOPS = new Set(['for_statement', 'c_style_for_statement', 'select_statement', 'while_statement']);
const OPAQUE = new Set([...LOOPS, 'function_definition', 'process_substitution']);
const ASSIGNMENTS = new Set(['variable_assignment', 'variable_assignments']);
const SETTERS = new Set(['declaration_command', 'unset_command', 'variable_assignment']);
const SUBSHELLS = new Set(['subshell', 'command_substitution']);
const PIPELINES = new Set(['pipeline']);

const SOURCE = '"?\\$(?:BASH_SOURCE|\\{BASH_SOURCE(?:\\[0\\])?(?::?-)?\\})"?';
const OWN_NAME = '"?\\$(?:0|\\{0\\})"?';
const TESTS_SOURCE = new RegExp(
  `^\\[\\[?\\s+(?:${SOURCE}\\s+==?\\s+${OWN_NAME}|${OWN_NAME}\\s+==?\\s+${SOURCE})\\s+\\]\\]?$`,
);

/** Undefined where the script does not end with calls of its own main, or where something else depends on them. */
export function closingPart(tree: BashTree): ClosingPart | undefined {
  const found: SyntaxNode[] = [];
  let after: SyntaxNode[] = [];
  let hasDefinitionsAfter = false;
  let hasDefinitions = false;
  for (const statement of tree.root.children.toReversed()) {
    if (PASSIVE.has(statement.name)) continue;
    if (statement.name === 'function_definition') {
      hasDefinitions = true;
      continue;
    }
    if (!isOnlyMain(tree, statement)) break;
    after.unshift(statement);
    if (mainCalls(tree, statement).length === 0) continue;
    found.unshift(...after);
    after = [];
    hasDefinitionsAfter = hasDefinitions;
  }
  if (found.length === 0 || isNeeded(tree, found)) return undefined;
  return {
    statements: found,
    calls: found.flatMap((statement) => mainCalls(tree, statement)),
    hasDefinitionsAfter,
  };
}

/** Calls of main in a statement. */
function mainCalls(tree: BashTree, statement: SyntaxNode): SyntaxNode[] {
  return commandsIn(tree, statement)
    .filter((command) => isMainCall(tree, command))
    .map(({ node }) => node);
}

function isMainCall(tree: BashTree, { name, args }: Command): boolean {
  return name === 'main' || (name === 'time' && args[0] !== undefined && textOf(tree, args[0]) === 'main');
}

/** Whether a statement contains only calls of main and what deals with their outcome. */
function isOnlyMain(tree: BashTree, statement: SyntaxNode): boolean {
  const opaque = findAll(tree, OPAQUE, statement);
  if (opaque.some((node) => !LOOPS.has(node.name) || mainCalls(tree, node).length > 0)) return false;
  if (writesResult(tree, statement)) return false;
  if (setsBeforeMain(tree, statement)) return false;
  const commands = commandsIn(tree, statement);
  if (commands.length === 0 && !ASSIGNMENTS.has(statement.name)) return false;
  return commands.every(
    (command) =>
      isMainCall(tree, command) ||
      isIdleHere(tree, command) ||
      isFedByMain(tree, command, statement) ||
      isReaction(tree, command, statement),
  );
}

/** A command that changes nothing, unless the script defines a function of that name. */
function isIdleHere(tree: BashTree, command: Command): boolean {
  const { name = '' } = command;
  return isIdle(tree, command) && (functionsNamed(tree, name).length === 0 || isHarmless(tree, name));
}

/**
 * Whether a statement with a call of main has an effect before it that would still be there for the runner's own call: a
 * shell option, an exported or unset variable, or a variable that nothing in the statement reads.
 */
function setsBeforeMain(tree: BashTree, statement: SyntaxNode): boolean {
  const last = mainCalls(tree, statement).at(-1);
  if (!last || isNeverRun(tree, statement)) return false;
  const lasts = (node: SyntaxNode) =>
    node.index < last.index && !isInside(last, node) && !isInSubshell(node, statement);
  const read = expandedNames(tree).filter(({ node }) => isInside(node, statement));
  if (read.some(({ node }) => lasts(node) && childNamed(node, '=', ':='))) return true;
  if (commandsIn(tree, statement).some(({ node, name }) => name === 'set' && lasts(node))) return true;
  return findAll(tree, SETTERS, statement).some((node) => {
    if (!lasts(node) || node.parent?.name === 'command') return false;
    if (node.name !== 'variable_assignment') return true;
    return [...assignedNamesIn(tree, node)].some((name) => !read.some((one) => one.name === name));
  });
}

function isInSubshell(node: SyntaxNode, statement: SyntaxNode): boolean {
  const subshell = enclosing(node, SUBSHELLS);
  return subshell !== undefined && isInside(subshell, statement);
}

/**
 * A function of the script that is called depending on how main ended: `main || fail "no"`, `if ...; then log; exit 1; fi`.
 */
function isReaction(tree: BashTree, { node, name = '' }: Command, statement: SyntaxNode): boolean {
  if (!isHarmless(tree, name)) return false;
  const [call] = mainCalls(tree, statement);
  return call === undefined || call.index < node.index;
}

/** `main "$@" | tee log` */
function isFedByMain(tree: BashTree, { node }: Command, statement: SyntaxNode): boolean {
  const pipeline = enclosing(node, PIPELINES);
  const [first] = pipeline?.children ?? [];
  return first !== undefined && isInside(first, statement) && mainCalls(tree, first).length > 0;
}

/** To descriptor 3, or to the file: a script that then exits has reported, whatever main does when the runner calls it. */
function writesResult(tree: BashTree, statement: SyntaxNode): boolean {
  const written = redirectsIn(tree, statement).flatMap(({ target }) => target ?? []);
  if (written.some((word) => literalText(tree, word) === '3')) return true;
  if (!namesResultFile(tree.text)) return false;
  const target = resultWords(tree);
  const words = [...written, ...commandsIn(tree, statement).flatMap(({ args }) => args)];
  return words.some((word) => target(word) === 'result');
}

/** Whether the rest of the script reads what these statements set. Statements under a test of BASH_SOURCE never ran. */
function isNeeded(tree: BashTree, statements: readonly SyntaxNode[]): boolean {
  const running = statements.filter((statement) => !isNeverRun(tree, statement));
  const set = new Set(running.flatMap((statement) => [...assignedNamesIn(tree, statement)]));
  return expandedNames(tree).some(({ name, node }) => set.has(name) && !isInsideAny(node, statements));
}

/** `if [[ "${BASH_SOURCE[0]}" == "$0" ]]; then ...; fi`, `[[ ... ]] && ...`: on the runner `BASH_SOURCE` is empty. */
export function isNeverRun(tree: BashTree, node: SyntaxNode): boolean {
  const [first, second] = node.children;
  if (node.name === 'list') return second?.name === '&&' && isTestOfSource(tree, first);
  if (childNamed(node, 'else_clause', 'elif_clause')) return false;
  return node.name === 'if_statement' && isTestOfSource(tree, second);
}

function isTestOfSource(tree: BashTree, test: SyntaxNode | undefined): boolean {
  return test !== undefined && TESTS_SOURCE.test(textOf(tree, test));
}
