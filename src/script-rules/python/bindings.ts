import { remembered } from '../syntax/remembered.ts';
import {
  childNamed,
  groupBy,
  type SyntaxNode,
  type SyntaxTree,
  siblingBefore,
  textOf,
} from '../syntax/tree.ts';
import { definedName, operands, ownNodes, splitAtCommas } from './structure.ts';

/** One place where a name gets a value. */
export interface Binding {
  name: string;
  form: 'function' | 'class' | 'import' | 'assignment' | 'other';
  /** The statement or definition. */
  node: SyntaxNode;
  /** The value assigned by a plain `name = value`. */
  value?: SyntaxNode;
}

/** The bindings among these nodes, in their order. */
export function bindingsAmong(tree: SyntaxTree, nodes: readonly SyntaxNode[]): Binding[] {
  const found: Binding[] = [];
  for (const node of nodes) found.push(...bindingsAt(tree, node));
  return found;
}

/** Names that are local to a function or lambda, including its parameters, with what binds each. */
export function localBindings(tree: SyntaxTree, fn: SyntaxNode): ReadonlyMap<string, readonly Binding[]> {
  return remembered(localsOf, fn, () => readLocals(tree, fn));
}

const localsOf = new WeakMap<SyntaxNode, ReadonlyMap<string, readonly Binding[]>>();

function readLocals(tree: SyntaxTree, fn: SyntaxNode): ReadonlyMap<string, readonly Binding[]> {
  const own = ownNodes(tree, fn);
  const shared = new Set(
    own.filter((node) => node.name === 'ScopeStatement').flatMap((node) => namesIn(tree, node)),
  );
  const parameters = parametersOf(tree, fn).map(({ name }): Binding => ({ name, form: 'other', node: fn }));
  const bound = bindingsAmong(tree, own).filter(({ name }) => !shared.has(name));
  return groupBy([...parameters, ...bound], ({ name }) => name);
}

export interface Parameter {
  name: string;
  star: '' | '*' | '**';
  hasDefault: boolean;
}

/** Parameters in order, without the bare `*` and `/`. */
export function parametersOf(tree: SyntaxTree, fn: SyntaxNode): Parameter[] {
  return splitAtCommas(childNamed(fn, 'ParamList')?.children ?? []).flatMap((part): Parameter[] => {
    const child = (name: string) => part.find((one) => one.name === name);
    const name = child('VariableName');
    if (!name) return [];
    const star = child('**') ? '**' : child('*') ? '*' : '';
    return [{ name: textOf(tree, name), star, hasDefault: child('AssignOp') !== undefined }];
  });
}

function bindingsAt(tree: SyntaxTree, node: SyntaxNode): readonly Binding[] {
  switch (node.name) {
    case 'FunctionDefinition':
    case 'ClassDefinition': {
      const form = node.name === 'ClassDefinition' ? 'class' : 'function';
      const name = definedName(tree, node);
      return name === undefined ? [] : [{ name, form, node }];
    }
    case 'AssignStatement':
      return assigned(tree, node);
    case 'UpdateStatement':
    case 'NamedExpression':
      return targetNames(tree, node.children.slice(0, 1)).map((name) => ({ name, form: 'other', node }));
    case 'ArgList':
      return node.children
        .filter((child) => child.name === 'AssignOp' && textOf(tree, child) === ':=')
        .flatMap((child) => targetNames(tree, [siblingBefore(child)!]))
        .map((name) => ({ name, form: 'other', node }));
    case 'ImportStatement':
      return importedNames(tree, node).map(({ name }) => ({ name, form: 'import', node }));
    case 'ForStatement':
      return targetNames(tree, splitAt(node.children, 'in')[0]!).map((name) => ({
        name,
        form: 'other',
        node,
      }));
    case 'WithStatement':
    case 'TryStatement':
    case 'AsPattern':
      return node.children
        .filter((child) => siblingBefore(child)?.name === 'as')
        .map((child) => ({ name: textOf(tree, child), form: 'other', node }));
    case 'CapturePattern':
      return namesIn(tree, node).map((name) => ({ name, form: 'other', node }));
    default:
      return NONE;
  }
}

/** Shared, since most nodes bind nothing. */
const NONE: readonly Binding[] = [];

function assigned(tree: SyntaxTree, node: SyntaxNode): Binding[] {
  const parts = splitAt(node.children, 'AssignOp');
  const values = parts.at(-1)!;
  return parts.slice(0, -1).flatMap((targets) => {
    const plain = targets.filter((target) => target.name !== 'TypeDef');
    const names = targetNames(tree, plain);
    const isSingle = plain.length === 1 && plain[0]!.name === 'VariableName' && values.length === 1;
    return names.map(
      (name): Binding => ({ name, form: 'assignment', node, ...(isSingle ? { value: values[0]! } : {}) }),
    );
  });
}

/** The names in assignment targets; attributes and subscripts bind none. */
function targetNames(tree: SyntaxTree, targets: readonly SyntaxNode[]): string[] {
  return targets.flatMap((target) => {
    if (target.name === 'VariableName') return [textOf(tree, target)];
    if (target.name === 'MemberExpression') return [];
    return targetNames(tree, operands(target));
  });
}

/** One name that an import statement binds. */
export interface ImportedName {
  /** The name in the script. */
  name: string;
  /** What it refers to: `os`, `os.environ`. */
  source: string;
  /** `from` imports may bring anything; plain imports bring modules. */
  isModule: boolean;
}

export function importedNames(tree: SyntaxTree, statement: SyntaxNode): ImportedName[] {
  const keyword = statement.children.findIndex((child) => child.name === 'import');
  const from = statement.children[0]?.name === 'from';
  const module = from ? spelled(tree, statement.children.slice(1, keyword)) : '';
  return splitAtCommas(statement.children.slice(keyword + 1))
    .map((part) => part.filter(({ name }) => name === 'VariableName' || name === '.' || name === 'as'))
    .filter((part) => part.some(({ name }) => name === 'VariableName'))
    .map((part) => {
      const [path, alias] = splitAt(part, 'as');
      const source = spelled(tree, path!);
      const name = alias ? spelled(tree, alias) : from ? source : source.split('.')[0]!;
      return { name, source: from ? `${module}.${source}` : alias ? source : name, isModule: !from };
    });
}

/** The module of a `from` import, the modules of a plain one. */
export function importedModules(tree: SyntaxTree, statement: SyntaxNode): string[] {
  const keyword = statement.children.findIndex((child) => child.name === 'import');
  if (statement.children[0]?.name === 'from') return [spelled(tree, statement.children.slice(1, keyword))];
  return splitAtCommas(statement.children.slice(keyword + 1)).map((part) =>
    spelled(tree, splitAt(part, 'as')[0]!),
  );
}

function spelled(tree: SyntaxTree, nodes: readonly SyntaxNode[]): string {
  return nodes.map((node) => textOf(tree, node)).join('');
}

function namesIn(tree: SyntaxTree, node: SyntaxNode): string[] {
  return node.children.map((child) => textOf(tree, child));
}

function splitAt(nodes: readonly SyntaxNode[], separator: string): SyntaxNode[][] {
  const parts: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === separator) parts.push([]);
    else parts.at(-1)!.push(node);
  }
  return parts;
}
