import { remembered } from '../syntax/remembered.ts';
import { childNamed, groupBy, isInside, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { type Binding, bindingsAmong } from './bindings.ts';
import { blocksOf, operands, unwrap } from './structure.ts';

/** The blocks of an `if` that may run: neither below a test written out as false nor behind one written out as true. */
export function branchesOf(
  tree: SyntaxTree,
  statement: SyntaxNode,
): { bodies: SyntaxNode[]; isOneSure: boolean } {
  const bodies: SyntaxNode[] = [];
  for (const { keyword, body } of blocksOf(statement)) {
    const truth = keyword === 'else' || truthOf(tree, statement.children[body.at - 1]);
    if (truth !== false) bodies.push(body);
    if (truth === true) return { bodies, isOneSure: true };
  }
  return { bodies, isOneSure: false };
}

/** Names that stand for one another could be followed forever. */
const MAX_NAMES = 4;

/** What a test that is written out, or a name that only ever has one such value, comes to; undefined for any other. */
export function truthOf(
  tree: SyntaxTree,
  test: SyntaxNode | undefined,
  names = MAX_NAMES,
): boolean | undefined {
  const node = test && unwrap(test);
  switch (node?.name) {
    case 'Boolean':
      return textOf(tree, node) === 'True';
    case 'None':
      return false;
    case 'Number':
      return Number(textOf(tree, node)) !== 0;
    case 'UnaryExpression': {
      const truth = childNamed(node, 'not') && truthOf(tree, operands(node)[0], names);
      return truth === undefined ? undefined : !truth;
    }
    case 'VariableName':
      return names > 0 ? truthOfName(tree, node, names - 1) : undefined;
    default:
      return undefined;
  }
}

function truthOfName(tree: SyntaxTree, node: SyntaxNode, names: number): boolean | undefined {
  const [only, ...more] = bindingsByName(tree).get(textOf(tree, node)) ?? [];
  if (!only?.value || more.length > 0 || isInside(node, only.node)) return undefined;
  return truthOf(tree, only.value, names);
}

/** What binds each name, anywhere in a script. */
export function bindingsByName(tree: SyntaxTree): ReadonlyMap<string, readonly Binding[]> {
  return remembered(known, tree, () => groupBy(bindingsAmong(tree, tree.nodes), ({ name }) => name));
}

const known = new WeakMap<SyntaxTree, ReadonlyMap<string, readonly Binding[]>>();
