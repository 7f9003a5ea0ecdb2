import type { Observation } from '../findings.ts';
import type { Cleaning } from '../language-rules.ts';
import { applyEdits, type Edit } from '../syntax/edits.ts';
import { type SyntaxNode, textOf, withoutLast } from '../syntax/tree.ts';
import { type ClosingPart, closingPart, isNeverRun, PASSIVE } from './closing-part.ts';
import { readOutline } from './grammar.ts';
import { type BashTree, parseBash, readStatements } from './parse.ts';

/** Removes the script's own final calls of `main`; the runner calls it once it has opened descriptor 3. */
export async function removeMainCall(tree: BashTree): Promise<Cleaning<BashTree>> {
  const unchanged = { edits: [], observations: [], tree };
  if (tree.unread !== undefined || tree.outline.fault) return unchanged;
  const part = closingPart(tree);
  if (!part) return unchanged;
  const edits = removals(tree, part);
  const text = applyEdits(tree.text, edits);
  const outline = readOutline(text);
  if (outline.fault || !isAsPromised(tree, part, await readStatements(tree.text, edits))) return unchanged;
  const observations = [removed(part.calls[0]!)];
  if (part.hasDefinitionsAfter) return { edits, observations, tree: await parseBash(text) };
  const [first] = part.statements;
  const commands = tree.commands.filter(({ node }) => node.index < first!.index);
  return { edits, observations, tree: { ...tree, ...withoutLast(tree, first!, text), outline, commands } };
}

/** One edit for statements with only separators between them. */
function removals({ text }: BashTree, { statements, hasDefinitionsAfter }: ClosingPart): Edit[] {
  const ranges: { from: number; to: number }[] = [];
  for (const { from, to } of statements) {
    const last = ranges.at(-1);
    if (last && /^[\s;&]*$/.test(text.slice(last.to, from))) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges.map((range) => removal(text, range, hasDefinitionsAfter));
}

/**
 * Whole lines where nothing else is on them; otherwise `:` replaces the statement. Line breaks stay where functions follow,
 * so that their line numbers do not change.
 */
function removal(text: string, { from, to }: { from: number; to: number }, keepsLines: boolean): Edit {
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const after = /[ \t]*[;&]?[ \t]*(?:\n|$)/y;
  after.lastIndex = to;
  const isAlone = text.slice(lineStart, from).trim() === '' && after.test(text);
  if (!isAlone) return { from, to, text: ':' };
  const lines = text.slice(lineStart, after.lastIndex);
  return { from: lineStart, to: after.lastIndex, text: keepsLines ? lines.replaceAll(/[^\n]/g, '') : '' };
}

/** When read again, the result must have the same statements except those that were removed. */
function isAsPromised(
  before: BashTree,
  { statements }: ClosingPart,
  after: readonly { name: string; text: string }[] | undefined,
): boolean {
  if (!after) return false;
  const isStatement = ({ name, text }: { name: string; text: string }) => !PASSIVE.has(name) && text !== ':';
  const expected = before.root.children
    .filter((node) => !statements.includes(node))
    .map((node) => ({ name: node.name, text: textOf(before, node) }))
    .filter(isStatement);
  const found = after.filter(isStatement);
  return found.length === expected.length && expected.every(({ text }, at) => found[at]?.text === text);
}

function removed(call: SyntaxNode): Observation {
  return {
    code: 'main-call',
    severity: 'auto-fixed',
    offset: call.from,
    message:
      'Do not call main directly: the runner calls it, without arguments, once it has opened file descriptor 3. The call is removed from what is sent, together with its arguments, variables, redirections and condition, and whatever uses its exit status.',
    fix: 'Remove the call; set what main relies on at the top level.',
  };
}

/**
 * Calls of `main` that remain in the script and run as it is read: advice, since the runner's own call may work all the
 * same. Unseen: whether what the first call does makes the second one fail.
 */
export function otherMainCalls(tree: BashTree): Observation[] {
  return tree.outline.calls
    .filter(({ name, offset }) => name === 'main' && !isGuarded(tree, offset))
    .map(({ offset }) => ({
      code: 'main-called',
      severity: 'advice',
      offset,
      message:
        'Do not call main directly: the runner calls it itself, and only then is file descriptor 3 open. Here main runs twice, and what it reports the first time is lost; under `set -e` that ends the script.',
      fix: 'Remove the call.',
    }));
}

function isGuarded(tree: BashTree, offset: number): boolean {
  const call = tree.commands.find(({ node }) => node.from === offset)?.node;
  for (let around = call?.parent; around; around = around.parent) if (isNeverRun(tree, around)) return true;
  return false;
}
