import { remembered } from '../syntax/remembered.ts';
import { childNamed, groupBy, isInside, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { type Binding, bindingsAmong } from './bindings.ts';
import { alwaysEnds, blocksOf, surelyEnds } from './control-flow.ts';
import { operands, unwrap } from './structure.ts';

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
      return isBranchSkipped(tree, parent, node);
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

/** `if False:`, and what follows `if True:`. */
function isBranchSkipped(tree: SyntaxTree, statement: SyntaxNode, branch: SyntaxNode): boolean {
  for (const { body } of blocksOf(statement)) {
    const before = statement.children.slice(0, body.at);
    const test = before.findLast(({ name }) => name === 'if' || name === 'elif' || name === 'else');
    const truth = truthOf(tree, test && statement.children[test.at + 1]);
    if (body === branch) return truth === false;
    if (truth === true) return true;
  }
  return false;
}

function isEmpty({ children }: SyntaxNode, body: SyntaxNode): boolean {
  const from = children.findIndex(({ name }) => name === 'in');
  const [values, ...more] = children.slice(from + 1, body.at);
  return more.length === 0 && values !== undefined && EMPTY.has(values.name) && operands(values).length === 0;
}

/** What a test that is written out, or a name that only ever has one such value, comes to; undefined for any other. */
function truthOf(tree: SyntaxTree, test: SyntaxNode | undefined): boolean | undefined {
  const node = test && unwrap(test);
  switch (node?.name) {
    case 'Boolean':
      return textOf(tree, node) === 'True';
    case 'None':
      return false;
    case 'Number':
      return Number(textOf(tree, node)) !== 0;
    case 'UnaryExpression': {
      const truth = childNamed(node, 'not') && truthOf(tree, operands(node)[0]);
      return truth === undefined ? undefined : !truth;
    }
    case 'VariableName':
      return truthOfName(tree, node);
    default:
      return undefined;
  }
}

function truthOfName(tree: SyntaxTree, node: SyntaxNode): boolean | undefined {
  const [only, ...more] = bindingsByName(tree).get(textOf(tree, node)) ?? [];
  if (!only?.value || more.length > 0 || isInside(node, only.node)) return undefined;
  const value = unwrap(only.value);
  return value.name === 'VariableName' ? undefined : truthOf(tree, value);
}

function bindingsByName(tree: SyntaxTree): ReadonlyMap<string, readonly Binding[]> {
  return remembered(known, tree, () => groupBy(bindingsAmong(tree, tree.nodes), ({ name }) => name));
}

const known = new WeakMap<SyntaxTree, ReadonlyMap<string, readonly Binding[]>>();
