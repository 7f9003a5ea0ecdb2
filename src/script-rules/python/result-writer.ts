import { findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { bindingsAmong, importedModules, importedNames } from './bindings.ts';
import type { PythonTree } from './parse.ts';
import { stringValue } from './strings.ts';
import {
  argumentsOf,
  calleeOf,
  calls,
  dottedName,
  operands,
  ownNodes,
  subscript,
  unwrap,
} from './structure.ts';

const IMPORTS = new Set(['ImportStatement']);
const ASSIGNMENTS = new Set(['AssignStatement', 'UpdateStatement', 'DeleteStatement']);
const SCOPE_STATEMENTS = new Set(['ScopeStatement']);
const MEMBERS = new Set(['MemberExpression']);

/** What the runner writes the result with, after main has returned: `open`, `os` and `json`. */
const WRITERS = /^(?:os|os\.path|posixpath|json|json\.encoder|builtins|io)$/;
const WRITTEN_WITH = new Set(['json', 'open', 'os']);
/** Modules that replace built-in functions. */
const REPLACING_MODULES = /^(?:unittest\.mock|mock|gevent|eventlet|pyfakefs)\b/;
const DIRECTORY = 'CODEBUNDLE_TEMP_DIR';

/**
 * The first place where a script changes what the runner writes its result with, or where to; undefined where none is seen.
 * Unseen: what modules do to each other.
 */
export function writerChange(tree: PythonTree): SyntaxNode | undefined {
  const roots = rootsOf(tree);
  const changes = [
    ...reboundNames(tree),
    ...findAll(tree, IMPORTS).filter((node) => bringsReplacements(tree, node)),
    ...findAll(tree, ASSIGNMENTS).filter((node) => changesByAssignment(tree, roots, node)),
    ...calls(tree).filter((call) => changesByCall(tree, roots, call)),
    ...findAll(tree, MEMBERS).filter((node) => isNamespace(tree, roots, node)),
  ];
  return changes.toSorted((a, b) => a.index - b.index)[0];
}

/** `open` rebound in the module, and `global json` in a function; the runner imports modules' own `json` and `os` afresh. */
function reboundNames(tree: PythonTree): SyntaxNode[] {
  const inModule = bindingsAmong(tree, ownNodes(tree, tree.root)).filter(({ name }) => name === 'open');
  const shared = findAll(tree, SCOPE_STATEMENTS).filter(({ children }) =>
    children.some((child) => WRITTEN_WITH.has(textOf(tree, child))),
  );
  return [...inModule.map(({ node }) => node), ...shared];
}

function bringsReplacements(tree: PythonTree, statement: SyntaxNode): boolean {
  const names = importedNames(tree, statement).map(({ source }) => source);
  return [...importedModules(tree, statement), ...names].some((module) => REPLACING_MODULES.test(module));
}

/** The script's names for the modules that write its result, and for the environment. */
interface Roots {
  writers: ReadonlySet<string>;
  environments: ReadonlySet<string>;
}

function rootsOf(tree: PythonTree): Roots {
  const imported = findAll(tree, IMPORTS).flatMap((statement) => importedNames(tree, statement));
  const named = (pattern: RegExp) =>
    imported.filter(({ source }) => pattern.test(source)).map(({ name }) => name);
  const writers = new Set(['os', 'json', ...named(WRITERS)]);
  const bound = bindingsAmong(tree, findAll(tree, ASSIGNMENTS)).filter(({ value }) => {
    const source = value && dottedName(tree, unwrap(value));
    return source !== undefined && /(?:^|\.)environb?$/.test(source);
  });
  return { writers, environments: new Set([...named(/^os\.environb?$/), ...bound.map(({ name }) => name)]) };
}

function isWriter(tree: PythonTree, { writers }: Roots, node: SyntaxNode | undefined): boolean {
  const name = dottedName(tree, node && unwrap(node));
  return name !== undefined && writers.has(name.split('.')[0]!);
}

function isEnvironment(tree: PythonTree, { environments }: Roots, node: SyntaxNode | undefined): boolean {
  const name = dottedName(tree, node && unwrap(node));
  if (name === undefined) return false;
  return /(?:^|\.)environb?$/.test(name) || environments.has(name);
}

/** `json.dump = ...`, `sys.modules["json"] = ...`, `os.environ[name] = ...`, `del os.environ[name]`. */
function changesByAssignment(tree: PythonTree, roots: Roots, statement: SyntaxNode): boolean {
  const isUpdate = statement.name === 'UpdateStatement';
  return targetsOf(statement).some((target) => {
    if (isUpdate && isEnvironment(tree, roots, target))
      return !isOwnEntries(tree, operands(statement).at(-1));
    if (target.name !== 'MemberExpression') return false;
    const part = subscript(target);
    if (!part)
      return isWriter(tree, roots, target) && !/(?:^|\.)JSONEncoder\.default$/.test(textOf(tree, target));
    const key = stringValue(tree, part.key);
    if (isEnvironment(tree, roots, part.object)) return key === undefined || key === DIRECTORY;
    if (/(?:^|\.)modules$/.test(dottedName(tree, part.object) ?? '')) return true;
    return key !== undefined && WRITTEN_WITH.has(key) && part.object.name !== 'VariableName';
  });
}

/** What is before the last `=`, or after `del`. */
function targetsOf({ name, children }: SyntaxNode): SyntaxNode[] {
  if (name === 'DeleteStatement') return children.slice(1);
  const last = children.findLastIndex((child) => child.name === 'AssignOp' || child.name === 'UpdateOp');
  return children.slice(0, Math.max(0, last)).flatMap((child) => {
    return child.name === 'TupleExpression' || child.name === 'ArrayExpression' ? operands(child) : [child];
  });
}

function changesByCall(tree: PythonTree, roots: Roots, call: SyntaxNode): boolean {
  const callee = calleeOf(tree, call) ?? '';
  const [first] = argumentsOf(tree, call);
  if (/^(?:setattr|delattr|vars)$/.test(callee)) {
    const owner = first && unwrap(first.value);
    return owner !== undefined && (isWriter(tree, roots, owner) || /\bmodules\b/.test(textOf(tree, owner)));
  }
  const [method, environment] = methodOf(call);
  if (!method || !isEnvironment(tree, roots, environment)) return false;
  const name = textOf(tree, method);
  if (name === 'clear' || name === 'popitem') return true;
  if (name === 'update')
    return !argumentsOf(tree, call).every((one) =>
      one.name ? one.name !== DIRECTORY : !one.star && isOwnEntries(tree, one.value),
    );
  if (name !== 'pop' && name !== '__setitem__' && name !== '__delitem__') return false;
  const key = first && stringValue(tree, first.value);
  return key === undefined || key === DIRECTORY;
}

/** The name of a method, and the object that it is called on. */
function methodOf(call: SyntaxNode): [SyntaxNode | undefined, SyntaxNode | undefined] {
  const [callee] = call.children;
  if (callee?.name !== 'MemberExpression') return [undefined, undefined];
  const [owner, , method] = callee.children;
  return [method?.name === 'PropertyName' ? method : undefined, owner];
}

/** A dict that is written out, whose keys are variables other than the result's directory. */
function isOwnEntries(tree: PythonTree, value: SyntaxNode | undefined): boolean {
  const dict = value && unwrap(value);
  if (dict?.name !== 'DictionaryExpression') return false;
  return dict.children.every((child, at) => {
    if (child.name === '**') return false;
    const key = child.name === ':' ? dict.children[at - 1] : undefined;
    const text = key && stringValue(tree, key);
    return key === undefined || (text !== undefined && text !== DIRECTORY);
  });
}

/** `json.__dict__` */
function isNamespace(tree: PythonTree, roots: Roots, node: SyntaxNode): boolean {
  const [owner, , property] = node.children;
  return property !== undefined && textOf(tree, property) === '__dict__' && isWriter(tree, roots, owner);
}
