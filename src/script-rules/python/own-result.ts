import { namesResultFile } from '../runner-text.ts';
import { findAll, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { GOES_ON } from './ending.ts';
import type { PythonTree } from './parse.ts';
import { writerChange } from './result-writer.ts';

const NAMES = new Set(['VariableName', 'PropertyName']);
const RAISES = new Set(['RaiseStatement', 'AssertStatement']);
const NAMES_AND_RAISES = new Set([...NAMES, ...RAISES]);
const ENDS = /^(?:_?exit|SystemExit|quit|exec\w*|kill\w*|abort|alarm)$/;

/**
 * Where a script that names its result file may end the interpreter, by an exception, too, in order. What such a script has written is its result:
 * the runner takes it whatever main is or returns. Empty where the script does not name the file.
 */
export function placesThatEnd(tree: SyntaxTree): SyntaxNode[] {
  if (!namesResultFile(tree.text)) return [];
  return findAll(tree, NAMES_AND_RAISES).filter(
    (node) => RAISES.has(node.name) || ENDS.test(textOf(tree, node)),
  );
}

/**
 * Whether the runner may take another result than what main() is or returns: the script changes what a result is written
 * with, or names the file and may write it after the runner has.
 */
export function mayReplaceResult(tree: PythonTree): boolean {
  if (/\bJSONEncoder\.default\b/.test(tree.text) || writerChange(tree)) return true;
  return namesResultFile(tree.text) && findAll(tree, NAMES).some((node) => GOES_ON.test(textOf(tree, node)));
}
