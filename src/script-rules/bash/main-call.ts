import type { Observation } from '../findings.ts';
import type { Cleaning } from '../language-rules.ts';
import { applyEdits, type Edit } from '../syntax/edits.ts';
import { childNamed, isInside, type SyntaxNode, textOf, withoutLast } from '../syntax/tree.ts';
import { commandAt } from './commands.ts';
import { readOutline } from './grammar.ts';
import { type BashTree, readStatements } from './parse.ts';

const ALL_ARGUMENTS = new Set(['"$@"', '$@', '"$*"', '$*']);
const PASSIVE = new Set(['comment', ';', '\n']);

/** Takes the script's own last call of `main` out; the runner makes the call once it has opened descriptor 3. */
export async function removeMainCall(tree: BashTree): Promise<Cleaning<BashTree>> {
  const unchanged = { edits: [], observations: [], tree };
  const last = tree.root.children.findLast((node) => !PASSIVE.has(node.name));
  if (!last || tree.unread !== undefined || tree.outline.fault || !isMainCall(tree, last)) return unchanged;
  const edit = removal(tree.text, last);
  const text = applyEdits(tree.text, [edit]);
  const outline = readOutline(text);
  if (outline.fault || !isAsPromised(tree, last, await readStatements(text))) return unchanged;
  const commands = tree.commands.filter(({ node }) => node.index < last.index);
  const after = { ...tree, ...withoutLast(tree, last, text), outline, commands };
  return { edits: [edit], observations: [removed(last)], tree: after };
}

/** `main "$@"`, also where it is guarded by a test of `BASH_SOURCE`. */
function isMainCall(tree: BashTree, node: SyntaxNode): boolean {
  if (node.name === 'redirected_statement')
    return node.children[0] !== undefined && isMainCall(tree, node.children[0]);
  if (node.name === 'command') {
    const { name, args } = commandAt(tree, node);
    return name === 'main' && args.every((arg) => ALL_ARGUMENTS.has(textOf(tree, arg)));
  }
  if (!isSourceTest(tree, node)) return false;
  const commands = tree.commands.filter(
    (command) => isInside(command.node, node) && !isInTest(command.node, node),
  );
  return commands.length === 1 && isMainCall(tree, commands[0]!.node);
}

/** `if [[ "${BASH_SOURCE[0]}" == "$0" ]]; then ...; fi`, `[[ ... ]] && ...`. */
function isSourceTest(tree: BashTree, node: SyntaxNode): boolean {
  const [first, second] = node.children;
  const test = node.name === 'if_statement' ? second : first;
  if (test?.name !== 'test_command' || !textOf(tree, test).includes('BASH_SOURCE')) return false;
  if (node.name === 'list') return childNamed(node, '&&') !== undefined;
  return node.name === 'if_statement' && !childNamed(node, 'else_clause', 'elif_clause');
}

function isInTest(node: SyntaxNode, statement: SyntaxNode): boolean {
  const test = childNamed(statement, 'test_command');
  return test !== undefined && isInside(node, test);
}

/** The whole line where nothing else is on it; otherwise `:` stays in its place. */
function removal(text: string, node: SyntaxNode): Edit {
  const lineStart = text.lastIndexOf('\n', node.from - 1) + 1;
  const after = /[ \t]*;?[ \t]*(?:\n|$)/y;
  after.lastIndex = node.to;
  const isAlone = text.slice(lineStart, node.from).trim() === '' && after.test(text);
  if (!isAlone) return { from: node.from, to: node.to, text: ':' };
  return { from: lineStart, to: after.lastIndex, text: '' };
}

/** Read again, the result must have the same statements without the call. */
function isAsPromised(
  before: BashTree,
  call: SyntaxNode,
  after: readonly { name: string; text: string }[] | undefined,
): boolean {
  if (!after) return false;
  const expected = before.root.children.filter((node) => node !== call && !PASSIVE.has(node.name));
  const found = after.filter(({ name }) => !PASSIVE.has(name));
  return (
    found.slice(expected.length).every(({ text }) => text === ':') &&
    expected.every((node, at) => found[at]?.text === textOf(before, node))
  );
}

function removed(call: SyntaxNode): Observation {
  return {
    code: 'main-call',
    severity: 'auto-fixed',
    offset: call.from,
    message:
      'The script calls main itself, before the runner has opened file descriptor 3; the call is removed in what is sent.',
    fix: 'Remove the call of main.',
  };
}

/** Calls of `main` that are left in the script and run as it is read. */
export function otherMainCalls(tree: BashTree): Observation[] {
  return tree.outline.calls
    .filter(({ name, offset }) => name === 'main' && !isNeverRun(tree, offset))
    .map(({ offset }) => ({
      code: 'main-called',
      severity: 'error',
      offset,
      message:
        'Do not call main directly: the runner calls it itself, and only then is file descriptor 3 open, so it would run twice.',
      fix: 'Remove the call.',
    }));
}

/** The runner feeds the script to bash on standard input, where `BASH_SOURCE` is empty. */
function isNeverRun(tree: BashTree, offset: number): boolean {
  const call = tree.commands.find(({ node }) => node.from === offset)?.node;
  for (let around = call?.parent; around; around = around.parent) {
    if (isSourceTest(tree, around) && textOf(tree, around).includes('==')) return true;
  }
  return false;
}
