import type { Observation } from '../findings.ts';
import type { Cleaning } from '../language-rules.ts';
import { applyEdits, type Edit } from '../syntax/edits.ts';
import {
  enclosing,
  findAll,
  isInside,
  isInsideAny,
  nodesInside,
  outermost,
  type SyntaxNode,
  type SyntaxTree,
  textOf,
} from '../syntax/tree.ts';
import { type Binding, bindingsAmong } from './bindings.ts';
import { callStatements, closingStatements, removedCall } from './main-call.ts';
import type { PythonTree } from './parse.ts';
import { checkWithRuff, type RuffFinding, undefinedNames } from './ruff.ts';
import { stringValue } from './strings.ts';
import { blocksOf, operands, ownNodes, SCOPES, unwrap } from './structure.ts';
import { bindingsByName } from './truth.ts';

const IFS = new Set(['IfStatement']);

/**
 * The runner runs a script as `__main__`, so such a block would run, too. Each is replaced by `pass`, unless it has an else
 * or elif, or the rest of the script needs names that it binds; so is each statement outside of functions that only calls
 * main().
 */
export function removeOwnCalls(tree: PythonTree): Cleaning<PythonTree> {
  const guards = findGuards(tree);
  const callers = callStatements(tree);
  if (guards.length === 0 && callers.length === 0) return { edits: [], observations: [], tree };
  const paired = guards.filter(({ children }) =>
    children.some(({ name }) => name === 'else' || name === 'elif'),
  );
  const outside = callers.filter((caller) => !isInsideAny(caller, guards));
  const looking = outside.filter(({ name }) => name === 'AssignStatement').slice(0, 1);
  const closing = looking.flatMap((caller) => closingStatements(tree, caller));
  const removable = outermost([
    ...guards.filter((guard) => !paired.includes(guard)),
    ...outside,
    ...closing.filter((statement) => nodesInside(guards, statement).length === 0),
  ]);
  const needed = neededNames(tree, removable);
  const isNeeded = (node: SyntaxNode) => boundIn(tree, node, needed).length > 0;
  const kept = guards.filter((guard) => !paired.includes(guard) && isNeeded(guard));
  const callersInKept = callers.filter((caller) => isInsideAny(caller, kept));
  const removed = [...removable, ...callersInKept].filter((node) => !isNeeded(node)).toSorted(byPlace);
  const after = removed.length === 0 ? tree : tree.edited(editsFor(tree, removed));
  if (!isAsPromised(tree, removed, after)) {
    const unsafe = guards.map((guard) => keptObservation(guard, 'It cannot be removed safely.'));
    return { edits: [], observations: unsafe, tree };
  }
  const isCaller = new Set(callers);
  const guarding = new Set(guards);
  const observations = [
    ...removed.flatMap((node) => {
      if (guarding.has(node)) return [removedObservation(node)];
      return isCaller.has(node) ? [removedCall(node)] : [];
    }),
    ...paired.map((guard) => pairedObservation(guard)),
    ...kept.map((guard) =>
      keptObservation(
        guard,
        `The rest of the script needs what it defines: ${boundIn(tree, guard, needed).join(', ')}.`,
      ),
    ),
  ];
  return { edits: editsFor(tree, removed), observations, tree: after };
}

const byPlace = (a: SyntaxNode, b: SyntaxNode) => a.index - b.index;

function editsFor(tree: PythonTree, guards: readonly SyntaxNode[]): Edit[] {
  return guards.map((guard) => ({ from: guard.from, to: endOfCode(tree, guard), text: 'pass' }));
}

/** Names that become undefined when these statements are removed, for the script and for the runner's call of main. */
function neededNames(tree: PythonTree, statements: readonly SyntaxNode[]): ReadonlySet<string> {
  const after = textWithout(tree, statements);
  const needed = newlyUndefined(tree.ruff(), `${after}\nmain\n`);
  const doubtful = statementsThatMaySet(tree, statements);
  if (doubtful.length === 0) return new Set(needed);
  const before = checkWithRuff(`${textWithout(tree, doubtful)}\nmain\n`);
  const without = textWithout(tree, [...doubtful, ...statements].toSorted(byPlace));
  return new Set([...needed, ...newlyUndefined(before, `${without}\nmain\n`)]);
}

function newlyUndefined(before: readonly RuffFinding[], after: string): string[] {
  const known = new Set(undefinedNames(before));
  return undefinedNames(checkWithRuff(after)).filter((name) => !known.has(name));
}

function textWithout(tree: PythonTree, statements: readonly SyntaxNode[]): string {
  return applyEdits(tree.text, editsFor(tree, statements));
}

/** The script's statements that set a name of the removed ones in some cases only, where nothing else sets it in all. */
function statementsThatMaySet(tree: PythonTree, removed: readonly SyntaxNode[]): SyntaxNode[] {
  const names = new Set(removed.flatMap((node) => namesBound(tree, node)));
  const found = [...names].flatMap((name) => {
    const bindings = (bindingsByName(tree).get(name) ?? []).filter(({ node }) => !enclosing(node, SCOPES));
    const statements = bindings
      .map(({ node }) => statementAround(tree, node))
      .filter((statement) => nodesInside(removed, statement).length === 0);
    return statements.some((statement) => surelyBinds(statement, bindings)) ? [] : statements;
  });
  return [...new Set(found)].toSorted(byPlace);
}

/** The statement of the module that a node is or belongs to. */
function statementAround(tree: PythonTree, node: SyntaxNode): SyntaxNode {
  let statement = node;
  while (statement.parent && statement.parent !== tree.root) statement = statement.parent;
  return statement;
}

/** One of these blocks of a statement runs; where a `try` fails, one of its `except`. */
const WAYS: Record<string, { keywords: readonly string[]; last: string }> = {
  IfStatement: { keywords: ['if', 'elif', 'else'], last: 'else' },
  TryStatement: { keywords: ['try', 'except'], last: 'except' },
};
const REPEATED = new Set(['ForStatement', 'WhileStatement', 'MatchStatement']);

/** Whether a statement that has one of the bindings sets the name in any case; one anywhere in a branch counts for it. */
function surelyBinds(statement: SyntaxNode, bindings: readonly Binding[]): boolean {
  if (REPEATED.has(statement.name)) return false;
  const ways = WAYS[statement.name];
  if (!ways) return true;
  const taken = blocksOf(statement).filter(({ keyword }) => ways.keywords.includes(keyword));
  return (
    taken.some(({ keyword }) => keyword === ways.last) &&
    taken.every(({ body }) => bindings.some(({ node }) => isInside(node, body)))
  );
}

function boundIn(tree: PythonTree, guard: SyntaxNode, names: ReadonlySet<string>): string[] {
  return namesBound(tree, guard).filter((name) => names.has(name));
}

function namesBound(tree: PythonTree, statement: SyntaxNode): string[] {
  const bound = bindingsAmong(tree, [statement, ...ownNodes(tree, statement)]);
  return [...new Set(bound.map(({ name }) => name))];
}

/** The blocks that run only as `__main__`, without those inside another. */
export function findGuards(tree: SyntaxTree): SyntaxNode[] {
  return outermost(findAll(tree, IFS).filter((node) => isGuard(tree, node)));
}

function isGuard(tree: SyntaxTree, statement: SyntaxNode): boolean {
  return operands(statement).some((condition) => {
    const [left, operator, right] = unwrap(condition).children.filter(({ name }) => name !== 'Comment');
    if (!left || !operator || !right || textOf(tree, operator) !== '==') return false;
    const isName = (node: SyntaxNode) => textOf(tree, unwrap(node)) === '__name__';
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
      'The `if __name__ == "__main__":` block would run on the runner; it is replaced by `pass` in what is sent, so nothing that it sets or changes is there when main() runs.',
    fix: 'Remove the block; move what main() relies on to the top level.',
  };
}

/** It runs on the runner, too, and what it sets up is available there: that may be intended. */
function keptObservation(guard: SyntaxNode, why: string): Observation {
  return {
    code: 'main-guard-needed',
    severity: 'advice',
    offset: guard.from,
    message: `The \`if __name__ == "__main__":\` block is kept and runs on the runner, before the runner's own call of main(). ${why}`,
    fix: 'Move what the script needs to the top level and remove the block.',
  };
}

function pairedObservation(guard: SyntaxNode): Observation {
  return {
    code: 'main-guard-else',
    severity: 'error',
    offset: guard.from,
    message:
      'The `if __name__ == "__main__":` block runs on the runner, before the runner\'s own call of main(). It has a paired else/elif and is left as it is.',
    fix: 'Move what the script needs to the top level and remove the block.',
  };
}

function endOfCode(tree: SyntaxTree, node: SyntaxNode): number {
  return node.from + textOf(tree, node).trimEnd().length;
}

/** The result must be the same tree with `pass` in place of each block. */
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
