import { remembered } from '../syntax/remembered.ts';
import { countBefore, findAll, isInside, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import type { Binding } from './bindings.ts';

const SHARING = new Set(['ScopeStatement']);
const BLOCKS = new Set(['Body', 'Script', 'StatementGroup']);
/** Statements whose later parts can run before their earlier ones, or after only some of them. */
const UNORDERED = new Set(['ForStatement', 'WhileStatement', 'TryStatement', 'MatchStatement']);

/**
 * The bindings of a name, in order, that may hold its value at a node of the same function or module. Never too few: a binding is left
 * out only where a plain statement in between certainly replaces it. Undefined where an inner function may bind the name,
 * too.
 */
export function reachingBindings(
  tree: SyntaxTree,
  scope: SyntaxNode,
  bindings: readonly Binding[],
  at: SyntaxNode,
): Binding[] | undefined {
  const [first] = bindings;
  if (first && isSharedWithin(tree, scope, first.name)) return undefined;
  const found = new Set<Binding>();
  for (let node = at; node !== scope && node.parent; node = node.parent) {
    const around = node.parent;
    if (BLOCKS.has(around.name)) {
      if (collectBefore(around, node, bindings, found)) return [...found];
    } else if (node.name === 'Body' || UNORDERED.has(around.name)) {
      for (const binding of bindings) if (mayRunBefore(binding.node, around)) found.add(binding);
    }
  }
  return [...found];
}

/** Bindings in the statements of a block before a node; true where one of them certainly replaces the earlier ones. */
function collectBefore(
  block: SyntaxNode,
  node: SyntaxNode,
  bindings: readonly Binding[],
  found: Set<Binding>,
): boolean {
  const nodes = bindings.map((binding) => binding.node);
  for (let at = countBefore(nodes, node.index) - 1; at >= 0; at -= 1) {
    const binding = bindings[at]!;
    if (!isInside(binding.node, block)) break;
    const statement = statementIn(block, binding.node);
    found.add(binding);
    if (isPlain(binding, statement)) return true;
  }
  return false;
}

/** The statement of a block that a node stands in. */
function statementIn(block: SyntaxNode, inner: SyntaxNode): SyntaxNode {
  let statement = inner;
  while (statement.parent && statement.parent !== block) statement = statement.parent;
  return statement;
}

function isPlain({ node, form }: Binding, statement: SyntaxNode): boolean {
  return form !== 'other' && (node === statement || node.parent === statement);
}

/** In a loop or try block, everything; elsewhere what is in the header. */
function mayRunBefore(binding: SyntaxNode, statement: SyntaxNode): boolean {
  if (!isInside(binding, statement)) return false;
  if (UNORDERED.has(statement.name)) return true;
  for (let node = binding; node !== statement && node.parent; node = node.parent)
    if (node.name === 'Body') return false;
  return true;
}

/** Whether a function inside the scope declares the name, which is one of the scope, `nonlocal` or `global`. */
function isSharedWithin(tree: SyntaxTree, scope: SyntaxNode, name: string): boolean {
  return remembered(sharedIn, scope, () => {
    return new Set(
      findAll(tree, SHARING, scope).flatMap(({ children }) => children.map((child) => textOf(tree, child))),
    );
  }).has(name);
}

const sharedIn = new WeakMap<SyntaxNode, ReadonlySet<string>>();
