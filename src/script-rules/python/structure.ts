import { childNamed, findAll, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';

export const FUNCTIONS: ReadonlySet<string> = new Set(['FunctionDefinition', 'LambdaExpression']);
export const SCOPES: ReadonlySet<string> = new Set([...FUNCTIONS, 'ClassDefinition']);

/** The statements of a block or a module, those of `a; b` one by one. */
export function statementsOf(block: SyntaxNode): SyntaxNode[] {
  return operands(block).flatMap((node) => (node.name === 'StatementGroup' ? operands(node) : [node]));
}

/** Nodes below a node that run with it, without those of functions, lambdas and classes defined in it. */
export function ownNodes(tree: SyntaxTree, scope: SyntaxNode, foreign = SCOPES): SyntaxNode[] {
  const own: SyntaxNode[] = [];
  for (let index = scope.index + 1; index < scope.end; ) {
    const node = tree.nodes[index]!;
    own.push(node);
    index = foreign.has(node.name) ? node.end : index + 1;
  }
  return own;
}

/** The expression without the parentheses around it. */
export function unwrap(expression: SyntaxNode): SyntaxNode {
  let inner = expression;
  while (inner.name === 'ParenthesizedExpression') {
    const content = operands(inner)[0];
    if (!content) break;
    inner = content;
  }
  return inner;
}

const PUNCTUATION = /^(?:[^A-Za-z]|Comment$|⚠|[a-z]+$|AssignOp$|ArithOp$|BitOp$|CompareOp$|UpdateOp$)/;

/** The child expressions of a node, without keywords, operators and brackets. */
export function operands(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter((child) => !PUNCTUATION.test(child.name));
}

/** Splits a node's children at the commas between them; the last part is empty behind a last comma. */
export function splitAtCommas(children: readonly SyntaxNode[]): SyntaxNode[][] {
  const parts: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.name === ',') parts.push([]);
    else if (child.name !== 'Comment') parts.at(-1)!.push(child);
  }
  return parts;
}

/** One argument of a call, or one parameter's default: `name=value`, `*value` or `**value`. */
export interface Argument {
  name?: string;
  star?: '*' | '**';
  value: SyntaxNode;
}

export function argumentsOf(tree: SyntaxTree, call: SyntaxNode): Argument[] {
  const list = childNamed(call, 'ArgList')?.children ?? [];
  return splitAtCommas(list.slice(1, -1)).flatMap((part): Argument[] => {
    const [first, second] = part;
    if (!first) return [];
    const value = part.at(-1)!;
    if (first.name === '*' || first.name === '**') return [{ star: first.name, value }];
    const isNamed = second?.name === 'AssignOp' && textOf(tree, second) === '=';
    return [isNamed ? { name: textOf(tree, first), value } : { value: first }];
  });
}

/** Names with more parts mean nothing here; each part of a longer chain would be looked at again and again. */
const MAX_PARTS = 20;

/** What a call calls, as written: `os.environ.get`; undefined for anything but names and dots. */
export function dottedName(tree: SyntaxTree, expression: SyntaxNode | undefined): string | undefined {
  const parts: string[] = [];
  for (let node = expression; node && parts.length < MAX_PARTS; node = node.children[0]) {
    if (node.name === 'VariableName') return [...parts, textOf(tree, node)].reverse().join('.');
    const property = node.children[2];
    if (property?.name !== 'PropertyName') break;
    parts.push(textOf(tree, property));
  }
  return undefined;
}

export function calleeOf(tree: SyntaxTree, call: SyntaxNode): string | undefined {
  return dottedName(tree, call.children[0]);
}

/** The name of a function or class. */
export function definedName(tree: SyntaxTree, definition: SyntaxNode): string | undefined {
  const name = childNamed(definition, 'VariableName');
  return name && textOf(tree, name);
}

export function calls(tree: SyntaxTree, below = tree.root): SyntaxNode[] {
  return findAll(tree, CALLS, below);
}

const CALLS = new Set(['CallExpression']);

/** `object[key]`: both parts; undefined for slices and anything else. */
export function subscript(node: SyntaxNode): { object: SyntaxNode; key: SyntaxNode } | undefined {
  const [object, open, key, close] = node.children;
  return object && key && open?.name === '[' && close?.name === ']' ? { object, key } : undefined;
}

const BLOCK_KEYWORDS = new Set(['if', 'elif', 'else', 'try', 'except', 'finally', 'with']);

/** The blocks of a compound statement, each with its keyword. */
export function blocksOf(statement: SyntaxNode): { keyword: string; body: SyntaxNode }[] {
  let keyword = '';
  return statement.children.flatMap((child) => {
    if (BLOCK_KEYWORDS.has(child.name)) keyword = child.name;
    return child.name === 'Body' ? [{ keyword, body: child }] : [];
  });
}
