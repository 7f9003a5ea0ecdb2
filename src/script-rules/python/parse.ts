import { parser } from '@lezer/python';
import { buildTree, type SyntaxNode, type SyntaxTree } from '../syntax/tree.ts';
import { checkWithRuff, type RuffFinding } from './ruff.ts';

/** A Python script's syntax tree, which the rules of the contract are read from, and what Ruff says of the text. */
export interface PythonTree extends SyntaxTree {
  /** Offset of the first part that the tree's grammar does not know; Python may. Undefined where it knows all. */
  unread: number | undefined;
  /** Ruff's findings; what decides about syntax. Read at the first call. */
  ruff(): readonly RuffFinding[];
}

/** Reads any text. */
export function parsePython(text: string): PythonTree {
  const builder = buildTree(text);
  parser.parse(text).iterate({
    enter: (node) => builder.open(node.name, node.from, node.to, node.type.isError),
    leave: () => builder.close(),
  });
  const tree = builder.finish();
  let findings: readonly RuffFinding[] | undefined;
  return {
    ...tree,
    unread: tree.nodes.find(isGap)?.from,
    ruff() {
      findings ??= checkWithRuff(text);
      return findings;
    },
  };
}

/** A bare `yield`, and `1.` without a digit after the point, leave error nodes in a tree that is right. */
function isGap({ isError, from, to, parent }: SyntaxNode): boolean {
  if (!isError) return false;
  if (from !== to) return true;
  const isPoint = parent?.name === 'MemberExpression' && parent.children[0]?.name === 'Number';
  return !isPoint && !parent?.name.startsWith('Yield');
}
