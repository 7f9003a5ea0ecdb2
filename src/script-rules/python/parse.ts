import { type ChangedRange, type Tree, TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';
import { applyEdits, type Edit } from '../syntax/edits.ts';
import { keepAlive } from '../syntax/keep-alive.ts';
import { type SyntaxNode, type SyntaxTree, TreeBuilder } from '../syntax/tree.ts';
import { checkWithRuff, type RuffFinding } from './ruff.ts';

/** A Python script's syntax tree, which the contract's rules are checked on, and Ruff's findings about the text. */
export interface PythonTree extends SyntaxTree {
  /**
   * Offset of the first part that the tree's grammar does not know; Python may know it. Undefined where the grammar knows
   * everything.
   */
  unread: number | undefined;
  /** Ruff's findings, which decide about syntax. Computed on the first call. */
  ruff(): readonly RuffFinding[];
  /** The tree of the text after the edits; only the parts around them are parsed again. */
  edited(edits: readonly Edit[]): PythonTree;
}

const SAMPLE = 'def f():\n    return [1]\n';
const unfinished = parser.startParse(SAMPLE);
while (unfinished.parsedPos < SAMPLE.length / 2) unfinished.advance();
const sample = parser.parse(SAMPLE);
keepAlive(unfinished, sample.cursor(), sample.topNode.firstChild);

/** Reads any text. */
export function parsePython(text: string): PythonTree {
  return treeOf(text, parser.parse(text));
}

function treeOf(text: string, parsed: Tree): PythonTree {
  const builder = new TreeBuilder(text);
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

/** Edits as the parser takes them: `A` are offsets before the edits, `B` after them. */
function changesOf(edits: readonly Edit[]): ChangedRange[] {
  let shift = 0;
  return edits.map(({ from, to, text }) => {
    const change = { fromA: from, toA: to, fromB: from + shift, toB: from + shift + text.length };
    shift += text.length - (to - from);
    return change;
  });
}

/** A bare `yield`, and `1.` without a digit after the point, leave error nodes in a correct tree. */
function isGap({ isError, from, to, parent }: SyntaxNode): boolean {
  if (!isError) return false;
  if (from !== to) return true;
  const isPoint = parent?.name === 'MemberExpression' && parent.children[0]?.name === 'Number';
  return !isPoint && !parent?.name.startsWith('Yield');
}
