import { remembered } from '../syntax/remembered.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import { alwaysEnds, surelyEnds } from './control-flow.ts';
import { blocksOf, operands } from './structure.ts';
import { branchesOf, truthOf } from './truth.ts';

const BLOCKS = new Set(['Body', 'Script', 'StatementGroup']);
const EMPTY = new Set(['ArrayExpression', 'TupleExpression', 'DictionaryExpression']);

/**
 * Whether a place in a function is seen never to run, or a value returned there never to be the one: it stands behind a
 * `return`, under a test that is written out, in a loop over nothing, or in a `try` whose `finally` returns.
 */
export function neverRuns(tree: SyntaxTree, place: SyntaxNode): boolean {
  for (let node = place; node.parent && node.name !== 'FunctionDefinition'; node = node.parent)
    if (isSkipped(tree, node, node.parent)) return true;
  return false;
}

function isSkipped(tree: SyntaxTree, node: SyntaxNode, parent: SyntaxNode): boolean {
  if (BLOCKS.has(parent.name)) return firstEnd(tree, parent) < node.at;
  if (node.name !== 'Body') return false;
  switch (parent.name) {
    case 'IfStatement':
      return !branchesOf(tree, parent).bodies.includes(node);
    case 'WhileStatement':
      return truthOf(tree, parent.children[1]) === false;
    case 'ForStatement':
      return isEmpty(parent, node);
    case 'TryStatement':
      return blocksOf(parent).some(
        ({ keyword, body }) => keyword === 'finally' && body !== node && alwaysEnds(tree, body),
      );
    default:
      return false;
  }
}

/** Position in a block of the first statement that nothing after it runs behind. */
function firstEnd(tree: SyntaxTree, block: SyntaxNode): number {
  return remembered(ends, block, () => {
    const at = block.children.findIndex((child) => surelyEnds(tree, child));
    return { at: at < 0 ? Number.POSITIVE_INFINITY : at };
  }).at;
}

const ends = new WeakMap<SyntaxNode, { at: number }>();

function isEmpty({ children }: SyntaxNode, body: SyntaxNode): boolean {
  const from = children.findIndex(({ name }) => name === 'in');
  const [values, ...more] = children.slice(from + 1, body.at);
  return more.length === 0 && values !== undefined && EMPTY.has(values.name) && operands(values).length === 0;
}
