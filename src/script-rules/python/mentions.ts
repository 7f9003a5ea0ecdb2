import { remembered } from '../syntax/remembered.ts';
import { groupBy, nodesInside, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';

const NONE: readonly SyntaxNode[] = [];

/** The places at or below a node where a variable's name stands, in order. The names of a script are looked up once. */
export function mentionsOf(tree: SyntaxTree, name: string, below: SyntaxNode): readonly SyntaxNode[] {
  const byText = remembered(known, tree, () =>
    groupBy(tree.byName.get('VariableName') ?? NONE, (node) => textOf(tree, node)),
  );
  return nodesInside(byText.get(name) ?? NONE, below);
}

const known = new WeakMap<SyntaxTree, ReadonlyMap<string, readonly SyntaxNode[]>>();
