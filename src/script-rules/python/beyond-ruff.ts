import type { Observation } from '../findings.ts';
import {
  childNamed,
  enclosing,
  findAll,
  isInside,
  type SyntaxNode,
  type SyntaxTree,
} from '../syntax/tree.ts';
import { syntaxError } from './ruff.ts';
import { blocksOf, operands, ownNodes, SCOPES } from './structure.ts';

const FUNCTIONS = new Set(['FunctionDefinition']);
const TRIES = new Set(['TryStatement']);
const JUMPS = new Set(['BreakStatement', 'ContinueStatement', 'ReturnStatement']);
const LOOPS_AND_SCOPES = new Set([...SCOPES, 'ForStatement', 'WhileStatement']);

/** Code that CPython does not compile, and for which Ruff has no rule. */
export function faultsBeyondRuff(tree: SyntaxTree): Observation[] {
  return [...asyncGeneratorReturns(tree), ...jumpsOutOfExceptGroups(tree)];
}

/** `return value` in an async generator. */
function asyncGeneratorReturns(tree: SyntaxTree): Observation[] {
  return findAll(tree, FUNCTIONS)
    .filter((fn) => childNamed(fn, 'async'))
    .flatMap((fn) => {
      // A default is evaluated by the function around it.
      const own = ownNodes(tree, childNamed(fn, 'Body') ?? fn);
      if (!own.some(({ name }) => name.startsWith('Yield'))) return [];
      const found = own.find((node) => node.name === 'ReturnStatement' && operands(node).length > 0);
      if (!found) return [];
      return [syntaxError("'return' with value in async generator", found.from)];
    });
}

/** `break`, `continue` and `return` that leave an `except*` block. */
function jumpsOutOfExceptGroups(tree: SyntaxTree): Observation[] {
  return findAll(tree, TRIES)
    .flatMap(exceptGroupBodies)
    .flatMap((body) => ownNodes(tree, body).filter((node) => JUMPS.has(node.name) && leaves(node, body)))
    .map(({ from }) =>
      syntaxError("'break', 'continue' and 'return' cannot appear in an except* block", from),
    );
}

function exceptGroupBodies(statement: SyntaxNode): SyntaxNode[] {
  if (!childNamed(statement, '*')) return [];
  return blocksOf(statement).flatMap(({ keyword, body }) => (keyword === 'except' ? [body] : []));
}

function leaves(jump: SyntaxNode, body: SyntaxNode): boolean {
  if (jump.name === 'ReturnStatement') return true;
  const loop = loopOf(jump);
  return !loop || loop.index < body.index;
}

/** What a jump belongs to; in the `else` of a loop it belongs to the loop around that. */
function loopOf(jump: SyntaxNode): SyntaxNode | undefined {
  let loop = enclosing(jump, LOOPS_AND_SCOPES);
  while (loop && isInElse(jump, loop)) loop = enclosing(loop, LOOPS_AND_SCOPES);
  return loop;
}

function isInElse(node: SyntaxNode, statement: SyntaxNode): boolean {
  return blocksOf(statement).some(({ keyword, body }) => keyword === 'else' && isInside(node, body));
}
