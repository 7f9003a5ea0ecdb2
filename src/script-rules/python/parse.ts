import { type ChangedRange, type Tree, TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';
import { applyEdits, type Edit } from '../syntax/edits.ts';
import { buildTree, type SyntaxNode, type SyntaxTree } from '../syntax/tree.ts';
import { checkWithRuff, type RuffFinding } from './ruff.ts';

/** A Python script's syntax tree, which the rules of the contract are read from, and what Ruff says of the text. */
export interface PythonTree extends SyntaxTree {
  /** Offset of the first part that the tree's grammar does not know; Python may. Undefined where it knows all. */
  unread: number | undefined;
  /** Ruff's findings; what decides about syntax. Read at the first call. */
  ruff(): readonly RuffFinding[];
  /** The tree of the text after the edits, of which only the parts around them are read again. */
  edited(edits: readonly Edit[]): PythonTree;
}

/** Reads any text. */
export function parsePython(text: string): PythonTree {
  return treeOf(text, parser.parse(text));
}

function treeOf(text: string, parsed: Tree): PythonTree {
  const builder = buildTree(text);
  parsed.iterate({
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
    edited(edits) {
      const after = applyEdits(text, edits);
      const fragments = TreeFragment.applyChanges(TreeFragment.addTree(parsed), changesOf(edits));
      return treeOf(after, parser.parse(after, fragments));
    },
  };
}

/** Edits as the parser takes them: `A` are offsets before all of them, `B` after. */
function changesOf(edits: readonly Edit[]): ChangedRange[] {
  let shift = 0;
  return edits.map(({ from, to, text }) => {
    const change = { fromA: from, toA: to, fromB: from + shift, toB: from + shift + text.length };
    shift += text.length - (to - from);
    return change;
  });
}

/** A bare `yield`, and `1.` without a digit after the point, leave error nodes in a tree that is right. */
function isGap({ isError, from, to, parent }: SyntaxNode): boolean {
  if (!isError) return false;
  if (from !== to) return true;
  const isPoint = parent?.name === 'MemberExpression' && parent.children[0]?.name === 'Number';
  return !isPoint && !parent?.name.startsWith('Yield');
}
