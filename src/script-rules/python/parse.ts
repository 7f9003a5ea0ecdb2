import { parser } from '@lezer/python';
import { buildTree, type SyntaxNode, type SyntaxTree } from '../syntax/tree.ts';
import { isKnownGap, mend } from './grammar-gaps.ts';

/** A Python script's syntax tree; `errors` are the parts that Python could not read either. */
export interface PythonTree extends SyntaxTree {
  errors: readonly SyntaxNode[];
}

/** With more faults than this a text is no Python, and a search for gaps in the grammar takes long. */
const MAX_GAPS = 500;

/** Reads any text; never throws. What cannot be read is in `errors`. */
export function parsePython(text: string): PythonTree {
  const tree = parseOnce(text);
  if (tree.errors.length === 0 || tree.errors.length > MAX_GAPS) return tree;
  const mended = mend(tree);
  const result = mended === text ? tree : { ...parseOnce(mended), text };
  return result.errors.every((error) => isForcedBreak(error, mended)) ? { ...result, errors: [] } : result;
}

function parseOnce(text: string): PythonTree {
  const builder = buildTree(text);
  parser.parse(text).iterate({
    enter: (node) => builder.open(node.name, node.from, node.to, node.type.isError),
    leave: () => builder.close(),
  });
  const tree = builder.finish();
  const errors = tree.nodes.filter(({ isError }) => isError);
  if (errors.length > MAX_GAPS) return { ...tree, errors };
  return { ...tree, errors: errors.filter((node) => !isKnownGap(node, text)) };
}

/**
 * After some thousand module-level statements @lezer/lr breaks one off to bound its memory; on its own that
 * statement is read without a fault.
 */
function isForcedBreak(error: SyntaxNode, text: string): boolean {
  if (error.parent?.name !== 'Script') return false;
  const from = text.lastIndexOf('\n', error.from - 1) + 1;
  const next = text.slice(error.to).search(/\n(?=\S)/);
  const statement = text.slice(from, next < 0 ? text.length : error.to + next);
  return /^\S/.test(statement) && parseOnce(statement).errors.length === 0;
}
