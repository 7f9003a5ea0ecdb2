import { remembered } from '../syntax/remembered.ts';
import { childNamed, enclosing, findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { commandsIn, literalText } from './commands.ts';
import type { BashTree } from './parse.ts';

/** One place where a variable is expanded. */
export interface Expansion {
  name: string;
  node: SyntaxNode;
  /** `${NAME:-default}` and similar expansions. */
  hasDefault: boolean;
}

const ASSIGNMENTS = new Set(['variable_assignment']);
const EXPANSIONS = new Set(['simple_expansion', 'expansion']);
const ARITHMETIC = new Set(['arithmetic_expansion']);
const NAMES = new Set(['variable_name']);
const LOOPS = new Set(['for_statement', 'select_statement']);
/** Commands that give a value to a variable named by an argument. */
const ASSIGNERS = new Set(['getopts', 'mapfile', 'printf', 'read', 'readarray']);
/** Set by bash itself. */
const SHELL_VARIABLES =
  /^(?:BASH.*|COLUMNS|COMP_.*|COPROC|DIRSTACK|EPOCH.*|EUID|FUNCNAME|GROUPS|HIST.*|HOME|HOST(?:NAME|TYPE)|IFS|LANG|LC_.*|LINENO|LINES|LOGNAME|MACHTYPE|MAPFILE|OLDPWD|OPTARG|OPTERR|OPTIND|OSTYPE|PATH|PIPESTATUS|PPID|PS[0-4]|PWD|RANDOM|READLINE_.*|REPLY|SECONDS|SHELL|SHELLOPTS|SHLVL|SRANDOM|TERM|TIMEFORMAT|TMPDIR|UID|USER|_)$/;

/** Every variable that is expanded, by name; parameters such as `$1` and `$?` are left out. */
export function expandedNames(tree: BashTree): readonly Expansion[] {
  return remembered(expandedIn, tree, () => readExpandedNames(tree));
}

const expandedIn = new WeakMap<BashTree, readonly Expansion[]>();

function readExpandedNames(tree: BashTree): Expansion[] {
  const expanded = findAll(tree, EXPANSIONS).flatMap((node) => expansion(tree, node));
  const counted = findAll(tree, ARITHMETIC).flatMap((node) =>
    findAll(tree, NAMES, node)
      .filter((name) => !EXPANSIONS.has(name.parent?.name ?? ''))
      .map((name) => ({ name: textOf(tree, name), node: name, hasDefault: false })),
  );
  return [...expanded, ...counted].filter(({ name }) => /^[A-Za-z_]\w*$/.test(name));
}

function expansion(tree: BashTree, node: SyntaxNode): Expansion[] {
  const holder = childNamed(node, 'subscript') ?? node;
  const name = childNamed(holder, 'variable_name');
  if (!name) return [];
  const hasDefault = node.children.some((child) => /^:?[-=+]$/.test(child.name));
  return [{ name: textOf(tree, name), node, hasDefault }];
}

/** Names that the script assigns. */
export function assignedNames(tree: BashTree): ReadonlySet<string> {
  return remembered(assignedIn, tree, () => assignedNamesIn(tree, tree.root));
}

const assignedIn = new WeakMap<BashTree, ReadonlySet<string>>();

/** Names that a part of the script assigns. */
export function assignedNamesIn(tree: BashTree, part: SyntaxNode): Set<string> {
  const assigned = findAll(tree, ASSIGNMENTS, part).flatMap((node) => assignedName(tree, node));
  const looped = findAll(tree, LOOPS, part).flatMap((node) =>
    nameOf(tree, childNamed(node, 'variable_name')),
  );
  const read = commandsIn(tree, part).flatMap(({ name, args }) => {
    if (!ASSIGNERS.has(name ?? '')) return [];
    const words = args.map((arg) => literalText(tree, arg)).filter((word) => word !== undefined);
    if (name === 'getopts') return words.slice(1, 2);
    if (name === 'printf') return words[0] === '-v' ? words.slice(1, 2) : [];
    return words.filter((word) => !word.startsWith('-'));
  });
  return new Set([...assigned, ...looped, ...read]);
}

function assignedName(tree: BashTree, assignment: SyntaxNode): string[] {
  const holder = childNamed(assignment, 'subscript') ?? assignment;
  return nameOf(tree, childNamed(holder, 'variable_name'));
}

function nameOf(tree: BashTree, node: SyntaxNode | undefined): string[] {
  return node ? [textOf(tree, node)] : [];
}

/**
 * Names that the script takes from its environment, sorted: those that it never assigns, and those that it assigns from
 * their own value (`NAMESPACE="${NAMESPACE:-default}"`).
 */
export function environmentNames(tree: BashTree): string[] {
  const assigned = assignedNames(tree);
  const names = expandedNames(tree)
    .filter(
      ({ name, node }) => !SHELL_VARIABLES.test(name) && (!assigned.has(name) || isTakenUp(tree, name, node)),
    )
    .map(({ name }) => name);
  return [...new Set(names)].toSorted();
}

function isTakenUp(tree: BashTree, name: string, node: SyntaxNode): boolean {
  const isRequired = node.children.some((child) => /^:?[?=]$/.test(child.name));
  const assignment = enclosing(node, ASSIGNMENTS);
  const hasDefault = node.children.some((child) => /^:?-$/.test(child.name));
  return isRequired || (hasDefault && assignment !== undefined && assignedName(tree, assignment)[0] === name);
}

/** The default after `:-`, `-`, `:=` or `=` where a variable is first expanded with one, without the quotes around it. */
export function environmentDefaults(tree: BashTree): Record<string, string> {
  const defaults: Record<string, string> = {};
  for (const { name, node } of expandedNames(tree)) {
    const [, value] = /^\$\{\w+:?[-=]([\s\S]*)\}$/.exec(textOf(tree, node)) ?? [];
    if (value !== undefined && !Object.hasOwn(defaults, name))
      defaults[name] = value.replace(/^(["'])([\s\S]*)\1$/, '$2');
  }
  return defaults;
}
