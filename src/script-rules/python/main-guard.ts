import type { Observation } from '../findings.ts';
import type { Cleaning } from '../language-rules.ts';
import { applyEdits } from '../syntax/edits.ts';
import { enclosing, findAll, isInside, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { bindingsAmong, localBindings } from './bindings.ts';
import { type PythonTree, parsePython } from './parse.ts';
import { stringValue } from './strings.ts';
import { FUNCTIONS, operands, ownNodes, unwrap } from './structure.ts';

const IFS = new Set(['IfStatement']);
const NAMES = new Set(['VariableName']);

/**
 * The runner runs a script as `__main__`, so that such a block would run too. Each is replaced by `pass`, unless it
 * has an else or elif, or the rest of the script needs names that it binds.
 */
export function removeGuards(tree: PythonTree): Cleaning<PythonTree> {
  const outermost = findGuards(tree);
  const kept = outermost.flatMap((guard) => keptGuard(tree, guard));
  const keptNodes = new Set(kept.map(({ guard }) => guard));
  const removed = outermost.filter((guard) => !keptNodes.has(guard));
  const edits = removed.map((guard) => ({ from: guard.from, to: endOfCode(tree, guard), text: 'pass' }));
  const after = edits.length === 0 ? tree : parsePython(applyEdits(tree.text, edits));
  if (!isAsPromised(tree, removed, after)) {
    const unsafe = outermost.map((guard) => keptObservation(guard, 'It cannot be removed safely.'));
    return { edits: [], observations: unsafe, tree };
  }
  const observations = [...removed.map(removedObservation), ...kept.map(({ observation }) => observation)];
  return { edits, observations, tree: after };
}

/** The blocks that only run as `__main__`, without those inside another. */
export function findGuards(tree: SyntaxTree): SyntaxNode[] {
  const guards = findAll(tree, IFS).filter((node) => isGuard(tree, node));
  return guards.filter((guard) => !guards.some((other) => other !== guard && isInside(guard, other)));
}

function isGuard(tree: SyntaxTree, statement: SyntaxNode): boolean {
  return operands(statement).some((condition) => {
    const comparison = unwrap(condition);
    if (comparison.name !== 'BinaryExpression') return false;
    const [left, operator, right] = comparison.children;
    if (!left || !operator || !right || textOf(tree, operator) !== '==') return false;
    const isName = (node: SyntaxNode) => textOf(tree, node) === '__name__';
    const isMain = (node: SyntaxNode) => stringValue(tree, node) === '__main__';
    return (isName(left) && isMain(right)) || (isMain(left) && isName(right));
  });
}

function keptGuard(tree: SyntaxTree, guard: SyntaxNode): { guard: SyntaxNode; observation: Observation }[] {
  if (guard.children.some(({ name }) => name === 'else' || name === 'elif')) {
    const why = 'It has a paired else/elif and is left as it is.';
    return [{ guard, observation: keptObservation(guard, why, 'main-guard-else') }];
  }
  const needed = neededNames(tree, guard);
  if (needed.length === 0) return [];
  const why = `The rest of the script needs what it defines: ${needed.join(', ')}.`;
  return [{ guard, observation: keptObservation(guard, why) }];
}

function removedObservation(guard: SyntaxNode): Observation {
  return {
    code: 'main-guard',
    severity: 'auto-fixed',
    offset: guard.from,
    message:
      'The `if __name__ == "__main__":` block would run on the runner; it is replaced by `pass` in what is sent, so that nothing it sets up or changes is there when main() runs.',
    fix: 'Remove the block; move what main() relies on to the top level.',
  };
}

function keptObservation(guard: SyntaxNode, why: string, code = 'main-guard-needed'): Observation {
  return {
    code,
    severity: 'error',
    offset: guard.from,
    message: `The \`if __name__ == "__main__":\` block runs on the runner, before the runner's own call of main(). ${why}`,
    fix: 'Move what the script needs to the top level and remove the block.',
  };
}

/** Names that only the block binds and that something outside it reads. */
function neededNames(tree: SyntaxTree, guard: SyntaxNode): string[] {
  const own = ownNodes(tree, guard);
  const scope = enclosing(guard, FUNCTIONS) ?? tree.root;
  const inside = bindingsAmong(tree, own).filter(({ form }) => form !== 'update');
  const outside = ownNodes(tree, scope).filter((node) => !isInside(node, guard));
  const alsoBound = new Set(bindingsAmong(tree, outside).map(({ name }) => name));
  const candidates = new Set(inside.map(({ name }) => name).filter((name) => !alsoBound.has(name)));
  if (candidates.size === 0) return [];
  const read = findAll(tree, NAMES, scope)
    .filter((node) => candidates.has(textOf(tree, node)) && !isInside(node, guard))
    .filter((node) => !isLocal(tree, node, scope));
  return [...new Set(read.map((node) => textOf(tree, node)))];
}

/** Whether a name belongs to a function inside the scope, not to the scope. */
function isLocal(tree: SyntaxTree, name: SyntaxNode, scope: SyntaxNode): boolean {
  for (let fn = enclosing(name, FUNCTIONS); fn && fn !== scope; fn = enclosing(fn, FUNCTIONS)) {
    if (localBindings(tree, fn).some((binding) => binding.name === textOf(tree, name))) return true;
  }
  return false;
}

function endOfCode(tree: SyntaxTree, node: SyntaxNode): number {
  return node.from + textOf(tree, node).trimEnd().length;
}

/** The result must be the same tree with `pass` where each block was. */
function isAsPromised(before: PythonTree, removed: readonly SyntaxNode[], after: PythonTree): boolean {
  const skipped = new Set(removed);
  const expected: string[] = [];
  for (let index = 0; index < before.nodes.length; ) {
    const node = before.nodes[index]!;
    if (skipped.has(node)) expected.push('PassStatement', 'pass');
    else if (node.name !== 'Comment') expected.push(node.name);
    index = skipped.has(node) ? node.end : index + 1;
  }
  const found = after.nodes.filter(({ name }) => name !== 'Comment');
  return found.length === expected.length && found.every(({ name }, at) => name === expected[at]);
}
