import { remembered } from '../syntax/remembered.ts';
import { findAll, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { importedNames } from './bindings.ts';
import { blocksOf, calleeOf, dottedName, statementsOf } from './structure.ts';
import { bindingsByName, branchesOf } from './truth.ts';

/** Statements that are not examined for whether they end: as the last of a block they are assumed to. */
const OPAQUE = new Set(['WhileStatement', 'MatchStatement']);
const JUMPS = new Set(['ReturnStatement', 'RaiseStatement', 'BreakStatement', 'ContinueStatement']);
const EXITS = /^(?:sys\.exit|exit|quit|os\.(?:_exit|abort|exec[lv]p?e?))$/;

/** Whether nothing after a block can run, judging by its statements. */
export function alwaysEnds(tree: SyntaxTree, block: SyntaxNode): boolean {
  const statements = statementsOf(block);
  const last = statements.at(-1);
  if (!last) return false;
  if (OPAQUE.has(last.name) || statements.some((statement) => surelyEnds(tree, statement))) return true;
  return blocksEnd(tree, last, (body) => alwaysEnds(tree, body));
}

/** Whether nothing after a statement in its block can run, seen by what is written there. */
export function surelyEnds(tree: SyntaxTree, statement: SyntaxNode): boolean {
  if (JUMPS.has(statement.name) || isExit(tree, statement)) return true;
  return blocksEnd(tree, statement, (body) => statementsOf(body).some((child) => surelyEnds(tree, child)));
}

/** `with suppress(OSError):` is left where it fails, and what follows runs. */
function suppresses(tree: SyntaxTree, { children }: SyntaxNode): boolean {
  return children.some((child) => sourceOf(tree, calleeOf(tree, child) ?? '') === 'contextlib.suppress');
}

/** Whether a compound statement is left by none of its ways, given which of its blocks end. */
function blocksEnd(tree: SyntaxTree, statement: SyntaxNode, ends: (body: SyntaxNode) => boolean): boolean {
  const blocks = blocksOf(statement);
  const ended = (keyword: string) =>
    blocks.filter((one) => one.keyword === keyword).every(({ body }) => ends(body));
  const has = (keyword: string) => blocks.some((one) => one.keyword === keyword);
  switch (statement.name) {
    case 'IfStatement': {
      const { bodies, isOneSure } = branchesOf(tree, statement);
      return isOneSure && bodies.every(ends);
    }
    case 'TryStatement':
      if (has('finally') && ended('finally')) return true;
      return ended('except') && (ended('try') || (has('else') && ended('else')));
    case 'WithStatement':
      return !suppresses(tree, statement) && ended('with');
    default:
      return false;
  }
}

function isExit(tree: SyntaxTree, statement: SyntaxNode): boolean {
  const [call] = statement.children;
  return call !== undefined && endsInterpreter(tree, call);
}

/** `sys.exit(1)`, `raise SystemExit`, also where the function was imported by another name. */
export function endsInterpreter(tree: SyntaxTree, node: SyntaxNode): boolean {
  if (node.name === 'CallExpression') {
    const [first] = node.children;
    if (first?.name === 'CallExpression')
      return /^getattr\((?:sys|os),["'](?:exit|_exit|abort)["']/.test(
        textOf(tree, first).replaceAll(/\s/g, ''),
      );
    const callee = calleeOf(tree, node);
    return callee !== undefined && EXITS.test(sourceOf(tree, callee) ?? '');
  }
  const raised = node.name === 'RaiseStatement' ? node.children[1] : undefined;
  return raised !== undefined && /^SystemExit\b/.test(tree.text.slice(raised.from, raised.to));
}

const IMPORTS = new Set(['ImportStatement']);
const TARGETS = new Set(['AssignStatement']);

/** What each name bound by a script refers to: the source of an imported name, undefined for the script's own. */
function sourcesOf(tree: SyntaxTree): ReadonlyMap<string, string | undefined> {
  return remembered(known, tree, () => {
    const own = [...bindingsByName(tree).values()].flat().filter(({ form }) => form !== 'import');
    const attributes = findAll(tree, TARGETS).flatMap((node) => attributesSet(tree, node));
    const imports = findAll(tree, IMPORTS).flatMap((statement) => importedNames(tree, statement));
    return new Map<string, string | undefined>([
      ...imports.map(({ name, source }) => [name, source] as const),
      ...own.map(({ name }) => [name, undefined] as const),
      ...attributes.map((name) => [name, undefined] as const),
    ]);
  });
}

/** `sys.exit` of `sys.exit = other`; plain names, too. */
function attributesSet(tree: SyntaxTree, { children }: SyntaxNode): string[] {
  return children.slice(0, -1).flatMap((target) => dottedName(tree, target) ?? []);
}

const known = new WeakMap<SyntaxTree, ReadonlyMap<string, string | undefined>>();

/** What a dotted name refers to once imports are followed; undefined where the script rebinds it. */
export function sourceOf(tree: SyntaxTree, name: string): string | undefined {
  const [first = '', ...rest] = name.split('.');
  const sources = sourcesOf(tree);
  if (sources.has(name) && sources.get(name) === undefined) return undefined;
  if (!sources.has(first)) return name;
  const source = sources.get(first);
  return source === undefined ? undefined : [source, ...rest].join('.');
}
