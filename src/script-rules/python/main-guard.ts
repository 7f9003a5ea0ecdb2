import type { Observation } from '../findings.ts';
import type { Cleaning } from '../language-rules.ts';
import { applyEdits, type Edit } from '../syntax/edits.ts';
import { findAll, isInside, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { bindingsAmong } from './bindings.ts';
import { type PythonTree, parsePython } from './parse.ts';
import { undefinedNames } from './ruff.ts';
import { stringValue } from './strings.ts';
import { operands, ownNodes, unwrap } from './structure.ts';

const IFS = new Set(['IfStatement']);

/**
 * The runner runs a script as `__main__`, so that such a block would run too. Each is replaced by `pass`, unless it
 * has an else or elif, or the rest of the script needs names that it binds.
 */
export function removeGuards(tree: PythonTree): Cleaning<PythonTree> {
  const outermost = findGuards(tree);
  if (outermost.length === 0) return { edits: [], observations: [], tree };
  const paired = outermost.filter(({ children }) =>
    children.some(({ name }) => name === 'else' || name === 'elif'),
  );
  const single = outermost.filter((guard) => !paired.includes(guard));
  const needed = neededNames(tree, single);
  const removed = single.filter((guard) => boundIn(tree, guard, needed).length === 0);
  const after = without(tree, removed);
  const observations = outermost.map((guard) => {
    if (removed.includes(guard)) return removedObservation(guard);
    if (paired.includes(guard)) return keptObservation(guard, PAIRED, 'main-guard-else');
    const names = boundIn(tree, guard, needed).join(', ');
    return keptObservation(guard, `The rest of the script needs what it defines: ${names}.`);
  });
  if (!isAsPromised(tree, removed, after)) {
    const unsafe = outermost.map((guard) => keptObservation(guard, 'It cannot be removed safely.'));
    return { edits: [], observations: unsafe, tree };
  }
  return { edits: editsFor(tree, removed), observations, tree: after };
}

const PAIRED = 'It has a paired else/elif and is left as it is.';

function editsFor(tree: PythonTree, guards: readonly SyntaxNode[]): Edit[] {
  return guards.map((guard) => ({ from: guard.from, to: endOfCode(tree, guard), text: 'pass' }));
}

function without(tree: PythonTree, guards: readonly SyntaxNode[]): PythonTree {
  return guards.length === 0 ? tree : parsePython(applyEdits(tree.text, editsFor(tree, guards)));
}

/** Names that are undefined only once these blocks are gone. */
function neededNames(tree: PythonTree, guards: readonly SyntaxNode[]): ReadonlySet<string> {
  const before = new Set(undefinedNames(tree.ruff()));
  return new Set(undefinedNames(without(tree, guards).ruff()).filter((name) => !before.has(name)));
}

function boundIn(tree: PythonTree, guard: SyntaxNode, names: ReadonlySet<string>): string[] {
  const bound = bindingsAmong(tree, ownNodes(tree, guard)).map(({ name }) => name);
  return [...new Set(bound)].filter((name) => names.has(name));
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
