import { remembered } from '../syntax/remembered.ts';
import { type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { type Binding, localBindings } from './bindings.ts';
import { sourceOf } from './control-flow.ts';
import { reachingBindings } from './reaching.ts';
import { stringValue } from './strings.ts';
import { calleeOf, operands, unwrap } from './structure.ts';

/** What is known of an expression's value without running it. */
export type Kind =
  | 'list'
  | 'tuple'
  | 'dict'
  | 'set'
  | 'generator'
  | 'function'
  | 'string'
  | 'number'
  | 'bool'
  | 'None'
  | 'unknown';

const BY_NODE: Record<string, Kind> = {
  ArrayExpression: 'list',
  ArrayComprehensionExpression: 'list',
  Boolean: 'bool',
  ComprehensionExpression: 'generator',
  ContinuedString: 'string',
  DictionaryExpression: 'dict',
  DictionaryComprehensionExpression: 'dict',
  FormatString: 'string',
  LambdaExpression: 'function',
  None: 'None',
  Number: 'number',
  SetExpression: 'set',
  SetComprehensionExpression: 'set',
  String: 'string',
  TupleExpression: 'tuple',
};
/** Built-in and standard functions whose result is always of one kind. */
const BY_CALL: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['all', 'bool'],
  ['any', 'bool'],
  ['bool', 'bool'],
  ['dict', 'dict'],
  ['float', 'number'],
  ['int', 'number'],
  ['isinstance', 'bool'],
  ['json.dumps', 'string'],
  ['len', 'number'],
  ['list', 'list'],
  ['print', 'None'],
  ['repr', 'string'],
  ['set', 'set'],
  ['sorted', 'list'],
  ['str', 'string'],
  ['tuple', 'tuple'],
]);
const COMPARISONS = new Set(['CompareOp', 'in', 'is', 'not']);
/** With these, what `==` and its kin give may be anything. */
const COMPARES_ITSELF = /\b__(?:eq|ne|[lg][te])__\b|\b(?:numpy|pandas|polars|sqlalchemy|sympy|torch)\b/;
/** Operators make a third of two; of numbers they make an error, too, and of True and True 2. */
const COLLECTIONS: ReadonlySet<Kind> = new Set(['list', 'tuple', 'dict', 'set', 'string']);
const MAX_STEPS = 4;
/** With more that may hold at one place, nothing is known of the value. */
const MAX_BINDINGS = 50;

/** A function, and the bindings of its names. */
export interface FunctionScope {
  tree: SyntaxTree;
  fn: SyntaxNode;
  locals: ReadonlyMap<string, readonly Binding[]>;
}

export function functionScope(tree: SyntaxTree, fn: SyntaxNode): FunctionScope {
  return { tree, fn, locals: localBindings(tree, fn) };
}

/** Each kind that the value of an expression in a function may have. */
export function kindsOf(expression: SyntaxNode, scope: FunctionScope, steps = 0): Set<Kind> {
  const node = unwrap(expression);
  const known = BY_NODE[node.name];
  if (known) return new Set([known]);
  if (steps > MAX_STEPS) return new Set(['unknown']);
  switch (node.name) {
    case 'ConditionalExpression': {
      const [yes, , no] = operands(node);
      return union([yes, no], scope, steps);
    }
    case 'UnaryExpression':
      if (node.children[0]?.name === 'not') return new Set(['bool']);
      return new Set([isSignedNumber(node) ? 'number' : 'unknown']);
    case 'BinaryExpression':
      return kindsOfOperation(node, scope, steps);
    case 'CallExpression':
      return new Set([kindOfCall(calleeOf(scope.tree, node) ?? '', scope)]);
    case 'VariableName':
      return kindsOfVariable(node, scope, steps);
    default:
      return new Set(['unknown']);
  }
}

function union(nodes: readonly (SyntaxNode | undefined)[], scope: FunctionScope, steps: number): Set<Kind> {
  return new Set(
    nodes.flatMap((node): Kind[] => (node ? [...kindsOf(node, scope, steps + 1)] : ['unknown'])),
  );
}

function isSignedNumber({ children }: SyntaxNode): boolean {
  return children[1]?.name === 'Number';
}

function kindsOfOperation(node: SyntaxNode, scope: FunctionScope, steps: number): Set<Kind> {
  const operator = node.children[1]!;
  if (COMPARISONS.has(operator.name)) {
    return new Set([operator.name === 'CompareOp' && comparesItself(scope.tree) ? 'unknown' : 'bool']);
  }
  const [left, right] = operands(node);
  const sides = union([left, right], scope, steps);
  if (operator.name === 'and' || operator.name === 'or') return sides;
  const first = union([left], scope, steps);
  if (textOf(scope.tree, operator) === '%' && first.has('string')) return first;
  const [kind, ...more] = sides;
  return more.length === 0 && COLLECTIONS.has(kind!) ? sides : new Set(['unknown']);
}

function comparesItself(tree: SyntaxTree): boolean {
  return remembered(compares, tree, () => ({ itself: COMPARES_ITSELF.test(tree.text) })).itself;
}

const compares = new WeakMap<SyntaxTree, { itself: boolean }>();

/** A name that the script gives a value of its own calls something else. */
function kindOfCall(callee: string, { tree, locals }: FunctionScope): Kind {
  if (locals.has(callee.split('.')[0]!)) return 'unknown';
  return BY_CALL.get(sourceOf(tree, callee) ?? '') ?? 'unknown';
}

/** Of each binding that may reach the name; known where it is a plain assignment. */
function kindsOfVariable(variable: SyntaxNode, scope: FunctionScope, steps: number): Set<Kind> {
  return remembered(variableKinds[steps]!, variable, () => {
    const name = textOf(scope.tree, variable);
    const bindings = scope.locals.get(name) ?? [];
    const reaching = reachingBindings(scope.tree, scope.fn, bindings, variable) ?? [];
    if (reaching.length === 0 || reaching.length > MAX_BINDINGS) return new Set<Kind>(['unknown']);
    return union(
      reaching.map(({ value }) => value),
      scope,
      steps,
    );
  });
}

/** By the steps that led to the variable: values that name one another are then looked at once. */
const variableKinds = Array.from({ length: MAX_STEPS + 1 }, () => new WeakMap<SyntaxNode, Set<Kind>>());

/** The number that a literal stands for, bare or quoted; undefined for anything else. */
export function literalNumber(tree: SyntaxTree, expression: SyntaxNode): number | undefined {
  const node = unwrap(expression);
  const quoted = stringValue(tree, node);
  const isNumber = node.name === 'Number' || isSignedNumber(node);
  if (quoted === undefined && !isNumber) return undefined;
  const text = (quoted ?? textOf(tree, node)).replaceAll(/[\s_]/g, '');
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isNaN(value) ? undefined : value;
}
