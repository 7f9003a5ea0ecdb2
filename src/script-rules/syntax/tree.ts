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

export interface TreeBuilder {
  open(name: string, from: number, to: number, isError?: boolean, isMissing?: boolean): void;
  close(): void;
  finish(): SyntaxTree;
}

/** One list shared by all leaves, since most nodes are leaves. */
const NO_CHILDREN: readonly SyntaxNode[] = [];

/** Collects the nodes of either parser, without recursion or the parser's own node objects. */
export function buildTree(text: string): TreeBuilder {
  const nodes: Building[] = [];
  const path: Building[] = [];
  let depth = 0;
  return {
    open(name, from, to, isError = false, isMissing = false) {
      const parent = path.length === 0 ? null : path[path.length - 1]!;
      const index = nodes.length;
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
      };
      if (parent) addChild(parent, node);
      nodes.push(node);
      path.push(node);
      if (path.length > depth) depth = path.length;
    },
    close() {
      const node = path.pop();
      if (node) node.end = nodes.length;
    },
    finish: () => ({ text, root: nodes[0]!, nodes, byName: groupByName(nodes), depth }),
  };
}

/** The tree of a text from which one of the root's last children was removed; only passive nodes may follow it. */
export function withoutLast(tree: SyntaxTree, last: SyntaxNode, text: string): SyntaxTree {
  const root = {
    ...tree.root,
    children: tree.root.children.filter((child) => child.index < last.index),
    end: last.index,
  };
  const nodes = [root, ...tree.nodes.slice(1, last.index)];
  return { ...tree, text, root, nodes, byName: groupByName(nodes) };
}

function addChild(parent: Building, child: SyntaxNode): void {
  if (parent.children === NO_CHILDREN) parent.children = [child];
  else (parent.children as SyntaxNode[]).push(child);
}

function groupByName(nodes: readonly SyntaxNode[]): Map<string, SyntaxNode[]> {
  const byName = new Map<string, SyntaxNode[]>();
  for (const node of nodes) {
    const namesakes = byName.get(node.name);
    if (namesakes) namesakes.push(node);
    else byName.set(node.name, [node]);
  }
  return byName;
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
  const found = [...names].flatMap((name) => tree.byName.get(name) ?? []);
  const inside = below === tree.root ? found : found.filter((node) => isInside(node, below));
  return names.size === 1 ? inside : inside.sort((a, b) => a.index - b.index);
}

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
