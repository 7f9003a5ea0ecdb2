import { nodesInside, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';

const NONE: readonly SyntaxNode[] = [];

/** The places at or below a node where a variable's name stands, in order. The names of a script are looked up once. */
export function mentionsOf(tree: SyntaxTree, name: string, below: SyntaxNode): readonly SyntaxNode[] {
  let byText = known.get(tree);
  if (!byText) {
    byText = groupedByText(tree);
    known.set(tree, byText);
  }
  return nodesInside(byText.get(name) ?? NONE, below);
}

const known = new WeakMap<SyntaxTree, ReadonlyMap<string, readonly SyntaxNode[]>>();

function groupedByText(tree: SyntaxTree): Map<string, SyntaxNode[]> {
  const groups = new Map<string, SyntaxNode[]>();
  for (const node of tree.byName.get('VariableName') ?? NONE) {
    const text = textOf(tree, node);
    const same = groups.get(text);
    if (same) same.push(node);
    else groups.set(text, [node]);
  }
  return groups;
}
