import { enclosing, findAll, isInside, type SyntaxNode, type SyntaxTree } from '../syntax/tree.ts';
import { stringValue } from './strings.ts';
import { argumentsOf, calleeOf, calls, subscript, unwrap } from './structure.ts';

/** One key of a dict, with its value where that is written next to it. */
export interface DictEntry {
  key: string;
  node: SyntaxNode;
  value: SyntaxNode | undefined;
}

/** A dict that is written out in a script: `{...}`, `dict(...)`, or one assignment `name["key"] = value`. */
export interface WrittenDict {
  node: SyntaxNode;
  form: 'display' | 'call' | 'subscript';
  entries: DictEntry[];
  /** `entries` holds everything in it: no `**other`, no computed keys. */
  isWhole: boolean;
}

const DISPLAYS = new Set(['DictionaryExpression']);
const ASSIGNMENTS = new Set(['AssignStatement']);

export function writtenDicts(tree: SyntaxTree): WrittenDict[] {
  return [
    ...findAll(tree, DISPLAYS).map((node) => display(tree, node)),
    ...calls(tree)
      .filter((call) => calleeOf(tree, call) === 'dict')
      .map((node) => dictCall(tree, node)),
    ...findAll(tree, ASSIGNMENTS).flatMap((node) => subscriptAssignment(tree, node)),
  ];
}

function display(tree: SyntaxTree, node: SyntaxNode): WrittenDict {
  const entries: DictEntry[] = [];
  let isWhole = true;
  node.children.forEach((child, at) => {
    if (child.name === '**') isWhole = false;
    if (child.name !== ':') return;
    const key = node.children[at - 1];
    const text = key && stringValue(tree, key);
    if (key && text !== undefined) entries.push({ key: text, node: key, value: node.children[at + 1] });
    else isWhole = false;
  });
  return { node, form: 'display', entries, isWhole };
}

function dictCall(tree: SyntaxTree, node: SyntaxNode): WrittenDict {
  const list = argumentsOf(tree, node);
  const entries = list.flatMap(({ name, value }) =>
    name === undefined ? [] : [{ key: name, node: value, value }],
  );
  return { node, form: 'call', entries, isWhole: entries.length === list.length };
}

function subscriptAssignment(tree: SyntaxTree, node: SyntaxNode): WrittenDict[] {
  const [target] = node.children;
  const key = target && subscript(target)?.key;
  const text = key && stringValue(tree, key);
  if (!key || text === undefined) return [];
  const value = node.children.at(-1);
  return [{ node, form: 'subscript', entries: [{ key: text, node: key, value }], isWhole: false }];
}

const LISTS = new Set(['ArrayExpression', 'TupleExpression']);
const RETURNS = new Set(['ReturnStatement']);

/** Whether a dict is an element of a list that main() returns exactly as written. */
export function isReturnedElement(dict: WrittenDict, main: SyntaxNode): boolean {
  const list = dict.node.parent;
  if (!list || !LISTS.has(list.name) || !isInside(dict.node, main)) return false;
  const statement = enclosing(list, RETURNS);
  return statement?.children.some((child) => unwrap(child) === list) ?? false;
}
