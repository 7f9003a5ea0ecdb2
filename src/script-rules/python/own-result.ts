import { namesResultFile } from '../runner-text.ts';
import { findAll, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';

const NAMES = new Set(['VariableName', 'PropertyName']);
const ENDS = /^(?:_?exit|SystemExit|quit|exec\w*|kill\w*|abort|alarm)$/;

/**
 * Where a script that names its result file may end the interpreter, in order. What such a script has written is its result:
 * the runner takes it whatever main is or returns. Empty where the script does not name the file.
 */
export function placesThatEnd(tree: SyntaxTree): SyntaxNode[] {
  if (!namesResultFile(tree.text)) return [];
  return findAll(tree, NAMES).filter((node) => ENDS.test(textOf(tree, node)));
}
