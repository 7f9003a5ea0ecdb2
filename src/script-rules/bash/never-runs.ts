import { remembered } from '../syntax/remembered.ts';
import { type SyntaxNode, textOf } from '../syntax/tree.ts';
import { commandAt, functionAround, isJob, topLevelStatements } from './commands.ts';
import { functionsReached } from './functions-reached.ts';
import type { BashTree } from './parse.ts';

/** Nodes whose children run one after another. */
const SEQUENCES = new Set([
  'program',
  'compound_statement',
  'do_group',
  'if_statement',
  'elif_clause',
  'else_clause',
  'case_item',
  'subshell',
]);
const LEAVES = new Set(['return', 'exit', 'break', 'continue']);
const BRANCHES = new Set(['if_statement', 'elif_clause']);
const OTHERWISE = new Set(['elif_clause', 'else_clause']);

/**
 * Whether a place is seen never to run: it stands behind a `return`, under a test that is written out as `true` or `false`,
 * or in a function that nothing calls.
 */
export function neverRuns(tree: BashTree, place: SyntaxNode): boolean {
  for (let node = place; node.parent && node.name !== 'function_definition'; node = node.parent)
    if (isSkipped(tree, node, node.parent)) return true;
  const fn = functionAround(place);
  return fn !== undefined && !calledParts(tree).has(fn);
}

function isSkipped(tree: BashTree, node: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent.name === 'list') return isShortCut(tree, node, parent);
  if (parent.name === 'while_statement' && node.name === 'do_group')
    return truthOf(tree, parent.children[1]) === (parent.children[0]?.name === 'until');
  if (!SEQUENCES.has(parent.name)) return false;
  const truth = BRANCHES.has(parent.name) ? truthOf(tree, parent.children[1]) : undefined;
  if (OTHERWISE.has(node.name)) return truth === true;
  if (truth === false && node.at > parent.children.findIndex(({ name }) => name === 'then')) return true;
  return firstEnd(tree, parent) < node.at;
}

/** `false && x`, `true || x` */
function isShortCut(tree: BashTree, node: SyntaxNode, { children }: SyntaxNode): boolean {
  const operator = children[node.at - 1]?.name;
  const truth = truthOf(tree, children[node.at - 2]);
  return (operator === '&&' && truth === false) || (operator === '||' && truth === true);
}

/** Position among the children of the first `return`, `exit`, `break` or `continue`. */
function firstEnd(tree: BashTree, sequence: SyntaxNode): number {
  return remembered(ends, sequence, () => {
    const at = sequence.children.findIndex(
      (child) => child.name === 'command' && LEAVES.has(commandAt(tree, child).name ?? '') && !isJob(child),
    );
    return { at: at < 0 ? Number.POSITIVE_INFINITY : at };
  }).at;
}

const ends = new WeakMap<SyntaxNode, { at: number }>();

function truthOf(tree: BashTree, test: SyntaxNode | undefined): boolean | undefined {
  const written = test?.name === 'command' ? textOf(tree, test) : '';
  if (written === 'true' || written === ':') return true;
  return written === 'false' ? false : undefined;
}

/** What may run when the script and its main do; functions that are only defined are left out. */
function calledParts(tree: BashTree): ReadonlySet<SyntaxNode> {
  return remembered(called, tree, () => {
    return new Set(functionsReached(tree).from(topLevelStatements(tree), ['main']).nodes);
  });
}

const called = new WeakMap<BashTree, ReadonlySet<SyntaxNode>>();
