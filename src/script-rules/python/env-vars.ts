import { remembered } from '../syntax/remembered.ts';
import {
  childNamed,
  findAll,
  nodesInside,
  type SyntaxNode,
  type SyntaxTree,
  textOf,
} from '../syntax/tree.ts';
import { importedNames, parametersOf } from './bindings.ts';
import { functionsByName } from './main-function.ts';
import { stringValue } from './strings.ts';
import { argumentsOf, calls, dottedName, operands, subscript } from './structure.ts';

/** One place where a script reads an environment variable whose name is a literal. */
export interface EnvironmentRead {
  name: string;
  node: SyntaxNode;
}

const IMPORTS = new Set(['ImportStatement']);
const MEMBERS = new Set(['MemberExpression']);
const COMPARISONS = new Set(['BinaryExpression']);
const READERS = new Set(['os.getenv', 'os.environ.get', 'os.environ.pop', 'os.environ.setdefault']);

/** Reads through `os.environ` and `os.getenv`, however imported, and through the script's own functions that wrap them. */
export function environmentReads(tree: SyntaxTree): readonly EnvironmentRead[] {
  return remembered(readsIn, tree, () => findReads(tree));
}

const readsIn = new WeakMap<SyntaxTree, readonly EnvironmentRead[]>();

function findReads(tree: SyntaxTree): EnvironmentRead[] {
  const keys = keyNodes(tree);
  const direct = keys.flatMap((node) => readOf(tree, node));
  return [...direct, ...readsThroughFunctions(tree, keys)];
}

/** The fallback for a variable that is not set: the second argument, or what follows `or`. */
export function environmentDefaults(tree: SyntaxTree): Record<string, string> {
  const sources = importSources(tree);
  const defaults: Record<string, string> = {};
  for (const call of calls(tree)) {
    if (!READERS.has(resolved(dottedName(tree, call.children[0]), sources) ?? '')) continue;
    const [key, second] = argumentsOf(tree, call);
    const name = key && stringValue(tree, key.value);
    const value = alternative(call) ?? (second?.star ? undefined : second?.value);
    if (name === undefined || !value || Object.hasOwn(defaults, name)) continue;
    const written = textOf(tree, value);
    if (written !== 'None') defaults[name] = stringValue(tree, value) ?? written;
  }
  return defaults;
}

/** The `"5"` of `os.environ.get("LIMIT") or "5"`. */
function alternative(call: SyntaxNode): SyntaxNode | undefined {
  const { parent } = call;
  if (!parent || !childNamed(parent, 'or')) return undefined;
  const [first, other] = operands(parent);
  return first === call ? other : undefined;
}

/** Names that the script itself sets in `os.environ`. */
export function environmentWrites(tree: SyntaxTree): Set<string> {
  const sources = importSources(tree);
  const written = findAll(tree, MEMBERS).flatMap((node) => {
    const parts = subscript(node);
    const isEnvironment = parts && resolved(dottedName(tree, parts.object), sources) === 'os.environ';
    return parts && isEnvironment && isAssigned(node) ? readOf(tree, parts.key) : [];
  });
  return new Set(written.map(({ name }) => name));
}

function readOf(tree: SyntaxTree, node: SyntaxNode): EnvironmentRead[] {
  const name = stringValue(tree, node);
  return name === undefined ? [] : [{ name, node }];
}

/** The expressions that name an environment variable, in order. */
function keyNodes(tree: SyntaxTree): SyntaxNode[] {
  const sources = importSources(tree);
  const resolve = (node: SyntaxNode | undefined) => resolved(dottedName(tree, node), sources);
  const subscripts = findAll(tree, MEMBERS).flatMap((node) => {
    const parts = subscript(node);
    return parts && resolve(parts.object) === 'os.environ' && !isAssigned(node) ? [parts.key] : [];
  });
  const inCalls = calls(tree).flatMap((call) => {
    const [first] = argumentsOf(tree, call);
    return first && READERS.has(resolve(call.children[0]) ?? '') ? [first.value] : [];
  });
  const inTests = findAll(tree, COMPARISONS).flatMap((node) => {
    const [name, container] = operands(node);
    return childNamed(node, 'in') && resolve(container) === 'os.environ' ? [name!] : [];
  });
  return [...subscripts, ...inCalls, ...inTests].sort((a, b) => a.index - b.index);
}

/** `os.environ["X"] = value` sets a variable for the commands that the script runs. */
function isAssigned(node: SyntaxNode): boolean {
  const statement = node.parent;
  if (statement?.name === 'DeleteStatement') return true;
  return statement?.name === 'AssignStatement' && statement.children[0] === node;
}

function importSources(tree: SyntaxTree): Map<string, string> {
  const names = findAll(tree, IMPORTS).flatMap((statement) => importedNames(tree, statement));
  return new Map(names.map(({ name, source }) => [name, source]));
}

function resolved(name: string | undefined, sources: ReadonlyMap<string, string>): string | undefined {
  if (name === undefined) return undefined;
  const [first = '', ...rest] = name.split('.');
  return [sources.get(first) ?? first, ...rest].join('.');
}

/** `read_secret("kubeconfig")`, where the function reads the variable named by its parameter. */
function readsThroughFunctions(tree: SyntaxTree, keys: readonly SyntaxNode[]): EnvironmentRead[] {
  const readers = new Map<string, number>();
  for (const [name, fn] of functionsByName(tree)) {
    const names = new Set(nodesInside(keys, fn).map((key) => textOf(tree, key)));
    const at = names.size === 0 ? -1 : parametersOf(tree, fn).findIndex((one) => names.has(one.name));
    if (at >= 0) readers.set(name, at);
  }
  // Most scripts have none, and need no look at each of their calls.
  if (readers.size === 0) return [];
  return calls(tree).flatMap((call) => {
    const at = readers.get(dottedName(tree, call.children[0]) ?? '');
    const value = at === undefined ? undefined : argumentsOf(tree, call)[at]?.value;
    return value ? readOf(tree, value) : [];
  });
}
