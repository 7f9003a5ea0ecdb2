import { keepAlive } from './keep-alive.ts';

/** One node of a syntax tree. `from` and `to` are offsets in the tree's text, in UTF-16 code units. */
export interface SyntaxNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The parser could not read this part. */
  readonly isError: boolean;
  /** A token that the parser had to insert. */
  readonly isMissing: boolean;
  readonly parent: SyntaxNode | null;
  readonly children: readonly SyntaxNode[];
  /** Position in `SyntaxTree.nodes`; the node's descendants are those from `index + 1` up to `end`. */
  readonly index: number;
  readonly end: number;
  /** Position among the children of the parent. */
  readonly at: number;
}

/** A whole parsed text. Nodes are in the order in which they begin, parents first. */
export interface SyntaxTree {
  readonly text: string;
  readonly root: SyntaxNode;
  readonly nodes: readonly SyntaxNode[];
  /** The same nodes by name. */
  readonly byName: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** Levels of nesting. */
  readonly depth: number;
}

type Building = { -readonly [Key in keyof SyntaxNode]: SyntaxNode[Key] };

/** One list shared by all leaves, since most nodes are leaves. */
const NO_CHILDREN: readonly SyntaxNode[] = [];

/** Collects the nodes of either parser, without recursion or the parser's own node objects. */
export class TreeBuilder {
  readonly #text: string;
  readonly #nodes: Building[] = [];
  readonly #path: Building[] = [];
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  open(name: string, from: number, to: number, isError = false, isMissing = false): void {
    const path = this.#path;
    const parent = path.length === 0 ? null : path[path.length - 1]!;
    const index = this.#nodes.length;
    const node: Building = {
      name,
      from,
      to,
      isError,
      isMissing,
      parent,
      children: NO_CHILDREN,
      index,
      end: index + 1,
      at: parent ? parent.children.length : 0,
    };
    if (parent) addChild(parent, node);
    this.#nodes.push(node);
    path.push(node);
    if (path.length > this.#depth) this.#depth = path.length;
  }

  close(): void {
    const node = this.#path.pop();
    if (node) node.end = this.#nodes.length;
  }

  finish(): SyntaxTree {
    const nodes = this.#nodes;
    return { text: this.#text, root: nodes[0]!, nodes, byName: groupBy(nodes, nameOf), depth: this.#depth };
  }
}

keepAlive(new TreeBuilder(''));

/** The tree of a text from which one of the root's last children was removed; only passive nodes may follow it. */
export function withoutLast(tree: SyntaxTree, last: SyntaxNode, text: string): SyntaxTree {
  const root = {
    ...tree.root,
    children: tree.root.children.filter((child) => child.index < last.index),
    end: last.index,
  };
  const nodes = [root, ...tree.nodes.slice(1, last.index)];
  return { ...tree, text, root, nodes, byName: groupBy(nodes, nameOf) };
}

function addChild(parent: Building, child: SyntaxNode): void {
  if (parent.children === NO_CHILDREN) parent.children = [child];
  else (parent.children as SyntaxNode[]).push(child);
}

const nameOf = ({ name }: SyntaxNode) => name;

/** The items of each key, in their order. */
export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const same = groups.get(key);
    if (same) same.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export function textOf(tree: SyntaxTree, node: SyntaxNode): string {
  return tree.text.slice(node.from, node.to);
}

/** All nodes below a node, in the order in which they begin. */
export function descendants(tree: SyntaxTree, node: SyntaxNode): readonly SyntaxNode[] {
  return tree.nodes.slice(node.index + 1, node.end);
}

/** Nodes with these names, anywhere in the tree or below a node, in the order in which they begin. */
export function findAll(tree: SyntaxTree, names: ReadonlySet<string>, below = tree.root): SyntaxNode[] {
  const found = [...names].flatMap((name) => nodesInside(tree.byName.get(name) ?? [], below));
  return names.size === 1 ? found : found.sort((a, b) => a.index - b.index);
}

/** Those of some nodes, in the order in which they begin, that are inside another; a large tree is not looked through for them. */
export function nodesInside(nodes: readonly SyntaxNode[], outer: SyntaxNode): readonly SyntaxNode[] {
  return nodes.slice(countBefore(nodes, outer.index), countBefore(nodes, outer.end));
}

/** How many of some nodes, in the order in which they begin, begin before the one with an index. */
export function countBefore(nodes: readonly SyntaxNode[], index: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle]!.index < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The node before a node of the same parent. */
export const siblingBefore = ({ parent, at }: SyntaxNode): SyntaxNode | undefined => parent?.children[at - 1];

export function childNamed(node: SyntaxNode, ...names: string[]): SyntaxNode | undefined {
  return node.children.find((child) => names.includes(child.name));
}

/** The nearest enclosing node with one of the names; never the node itself. */
export function enclosing(node: SyntaxNode, names: ReadonlySet<string>): SyntaxNode | undefined {
  for (let around = node.parent; around; around = around.parent) if (names.has(around.name)) return around;
  return undefined;
}

export function isInside(node: SyntaxNode, outer: SyntaxNode): boolean {
  return node.index >= outer.index && node.index < outer.end;
}

/** Some nodes in order, each once and without those inside another. */
export function outermost(nodes: readonly SyntaxNode[]): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const node of nodes.toSorted((a, b) => a.index - b.index)) {
    const last = found.at(-1);
    if (!last || node.index >= last.end) found.push(node);
  }
  return found;
}

/** Whether a node is one of some others, or inside one; they must be in order and not inside one another. */
export function isInsideAny(node: SyntaxNode, outer: readonly SyntaxNode[]): boolean {
  const last = outer[countBefore(outer, node.index + 1) - 1];
  return last !== undefined && isInside(node, last);
}
