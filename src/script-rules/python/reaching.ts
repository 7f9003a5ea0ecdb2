import { findAll, isInside, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import type { Binding } from './bindings.ts';
import { FUNCTIONS, statementsOf } from './structure.ts';

const SHARING = new Set(['ScopeStatement']);
const BLOCKS = new Set(['Body', 'Script']);
/** Statements whose later parts can run before their earlier ones, or after only some of them. */
const UNORDERED = new Set(['ForStatement', 'WhileStatement', 'TryStatement', 'MatchStatement']);

/**
 * The bindings of a name that may hold its value at a node of the same function or module. Never too few: a binding is left
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
  for (const binding of bindings) if (binding.form === 'parameter') found.add(binding);
  return [...found];
}

/** Bindings in the statements of a block before a node; true where one of them certainly replaces the earlier ones. */
function collectBefore(
  block: SyntaxNode,
  node: SyntaxNode,
  bindings: readonly Binding[],
  found: Set<Binding>,
): boolean {
  const before = statementsOf(block).filter(({ to }) => to <= node.from);
  for (const statement of before.toReversed()) {
    const inside = bindings.filter((binding) => isInside(binding.node, statement));
    for (const binding of inside) found.add(binding);
    if (inside.some((binding) => isPlain(binding, statement))) return true;
  }
  return false;
}

function isPlain({ node, form }: Binding, statement: SyntaxNode): boolean {
  if (node !== statement && node.parent !== statement) return false;
  return form === 'assignment' || form === 'function' || form === 'class' || form === 'import';
}

/** In a loop or try block, everything; elsewhere what is in the header. */
function mayRunBefore(binding: SyntaxNode, statement: SyntaxNode): boolean {
  if (!isInside(binding, statement)) return false;
  if (UNORDERED.has(statement.name)) return true;
  for (let node = binding; node !== statement && node.parent; node = node.parent)
    if (node.name === 'Body') return false;
  return true;
}

/** Whether a function inside the scope declares the name `nonlocal` or `global`. */
function isSharedWithin(tree: SyntaxTree, scope: SyntaxNode, name: string): boolean {
  return findAll(tree, SHARING, scope).some((statement) => {
    if (!isInInnerFunction(statement, scope)) return false;
    return statement.children.some((child) => textOf(tree, child) === name);
  });
}

function isInInnerFunction(node: SyntaxNode, scope: SyntaxNode): boolean {
  for (let around = node.parent; around && around !== scope; around = around.parent)
    if (FUNCTIONS.has(around.name)) return true;
  return false;
}
