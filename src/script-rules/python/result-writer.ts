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
const SETS_ATTRIBUTES = new Set(['setattr', 'delattr', 'vars']);
/** Methods of the environment that change one variable. */
const CHANGES_ONE = new Set(['pop', '__setitem__', '__delitem__']);

/** What the runner writes the result with, after main has returned: `open`, `os` and `json`. */
const WRITERS = new Set([
  ...['os', 'os.path', 'posixpath', 'builtins', 'io'],
  ...['json', 'json.encoder', 'json.JSONEncoder'],
]);
const WRITTEN_WITH = new Set(['json', 'open', 'os']);
/** Modules that replace built-in functions. */
const REPLACING_MODULES = /^(?:unittest\.mock|mock|gevent|eventlet|pyfakefs)\b/;
const ENVIRONMENT = /(?:^|\.)environb?$/;
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
  const bound = bindingsAmong(tree, findAll(tree, ASSIGNMENTS)).filter(({ value }) =>
    ENVIRONMENT.test(written(tree, value)),
  );
  const writers = imported.filter(({ source }) => WRITERS.has(source));
  const environments = [...imported.filter(({ source }) => ENVIRONMENT.test(source)), ...bound];
  return {
    writers: new Set(['os', 'json', ...writers.map(({ name }) => name)]),
    environments: new Set(environments.map(({ name }) => name)),
  };
}

/** Names with dots between them, in parentheses or not; empty for anything else. */
function written(tree: PythonTree, node: SyntaxNode | undefined): string {
  return dottedName(tree, node && unwrap(node)) ?? '';
}

function isWriter(tree: PythonTree, { writers }: Roots, node: SyntaxNode | undefined): boolean {
  return writers.has(written(tree, node).split('.')[0]!);
}

function isEnvironment(tree: PythonTree, { environments }: Roots, node: SyntaxNode | undefined): boolean {
  const name = written(tree, node);
  return ENVIRONMENT.test(name) || environments.has(name);
}

const mayBeDirectory = (variable: string | undefined) => variable === undefined || variable === DIRECTORY;

/** `json.dump = ...`, `sys.modules["json"] = ...`, `os.environ[name] = ...`, `del os.environ[name]`. */
function changesByAssignment(tree: PythonTree, roots: Roots, statement: SyntaxNode): boolean {
  const isUpdate = statement.name === 'UpdateStatement';
  return targetsOf(statement).some((target) => {
    if (isUpdate && isEnvironment(tree, roots, target))
      return !isOwnEntries(tree, operands(statement).at(-1)!);
    if (target.name !== 'MemberExpression') return false;
    const part = subscript(target);
    if (!part) return isWriter(tree, roots, target) && !textOf(tree, target).endsWith('JSONEncoder.default');
    const key = stringValue(tree, part.key);
    if (isEnvironment(tree, roots, part.object)) return mayBeDirectory(key);
    if (/(?:^|\.)modules$/.test(written(tree, part.object))) return true;
    return WRITTEN_WITH.has(key ?? '') && part.object.name !== 'VariableName';
  });
}

/** What is before the last `=`, or after `del`. */
function targetsOf({ name, children }: SyntaxNode): SyntaxNode[] {
  if (name === 'DeleteStatement') return [...children];
  const last = children.findLastIndex((child) => child.name === 'AssignOp' || child.name === 'UpdateOp');
  return children.slice(0, Math.max(0, last)).flatMap((child) => {
    return child.name === 'TupleExpression' || child.name === 'ArrayExpression' ? operands(child) : [child];
  });
}

function changesByCall(tree: PythonTree, roots: Roots, call: SyntaxNode): boolean {
  const callee = calleeOf(tree, call) ?? '';
  const [first] = argumentsOf(tree, call);
  if (SETS_ATTRIBUTES.has(callee))
    return (
      first !== undefined &&
      (isWriter(tree, roots, first.value) || /\bmodules\b/.test(textOf(tree, first.value)))
    );
  const [environment, , method] = call.children[0]!.children;
  if (!method || !isEnvironment(tree, roots, environment)) return false;
  const name = textOf(tree, method);
  if (name === 'clear' || name === 'popitem') return true;
  if (name === 'update')
    return !argumentsOf(tree, call).every((one) =>
      one.name ? one.name !== DIRECTORY : !one.star && isOwnEntries(tree, one.value),
    );
  return CHANGES_ONE.has(name) && mayBeDirectory(first && stringValue(tree, first.value));
}

/** A dict that is written out, whose keys are variables other than the result's directory. */
function isOwnEntries(tree: PythonTree, value: SyntaxNode): boolean {
  const dict = unwrap(value);
  if (dict.name !== 'DictionaryExpression') return false;
  return dict.children.every(({ name }, at) => {
    if (name === ':') return !mayBeDirectory(stringValue(tree, dict.children[at - 1]!));
    return name !== '**';
  });
}

/** `json.__dict__` */
function isNamespace(tree: PythonTree, roots: Roots, node: SyntaxNode): boolean {
  return written(tree, node).endsWith('.__dict__') && isWriter(tree, roots, node);
}
