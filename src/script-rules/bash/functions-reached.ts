import { childNamed, findAll, isInside, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { type Command, isNamedAtRunTime, type Redirect, redirectsOf } from './commands.ts';
import type { BashTree } from './parse.ts';

const FUNCTIONS = new Set(['function_definition']);

/** Commands and redirections that may run. */
export interface Reached {
  commands: readonly Command[];
  redirects: readonly Redirect[];
  nodes: readonly SyntaxNode[];
}

export interface FunctionsReached {
  /**
   * Everything that may run when these parts of the script run, including the functions that they may call: each one whose
   * name they contain, and all of them where a name is known only at run time.
   */
  from(parts: readonly SyntaxNode[], names?: Iterable<string>): Reached;
  /** The functions with a given name. */
  named(name: string): readonly SyntaxNode[];
}

export function functionsReached(tree: BashTree): FunctionsReached {
  const byName = new Map<string, SyntaxNode[]>();
  for (const node of findAll(tree, FUNCTIONS)) {
    const word = childNamed(node, 'word');
    const name = word ? textOf(tree, word) : '';
    byName.set(name, [...(byName.get(name) ?? []), node]);
  }
  const redirects = redirectsOf(tree);

  const from = (parts: readonly SyntaxNode[], names: Iterable<string> = []): Reached => {
    const reached = new Set<SyntaxNode>(parts);
    const queue = [...parts];
    const add = (nodes: readonly SyntaxNode[]) => {
      for (const node of nodes.filter((one) => !reached.has(one))) {
        reached.add(node);
        queue.push(node);
      }
    };
    for (const name of names) add(byName.get(name) ?? []);
    for (let part = queue.pop(); part; part = queue.pop()) {
      if (namesAtRunTime(tree, part)) add([...byName.values()].flat());
      for (const word of new Set(textOf(tree, part).match(/[^\s"'`;|&(){}<>$=]+/g)))
        add(byName.get(word) ?? []);
    }
    const own = new Set([...reached].flatMap((part) => ownNodes(tree, part)));
    return {
      commands: tree.commands.filter(({ node }) => own.has(node)),
      redirects: redirects.filter(({ node }) => own.has(node)),
      nodes: [...own],
    };
  };
  return { from, named: (name) => byName.get(name) ?? [] };
}

/** A part and what is in it; a function that is only defined there does not run with it. */
function ownNodes(tree: BashTree, part: SyntaxNode): SyntaxNode[] {
  const own: SyntaxNode[] = [];
  for (let index = part.index; index < part.end; ) {
    const node = tree.nodes[index]!;
    const isInner = node !== part && FUNCTIONS.has(node.name);
    if (!isInner) own.push(node);
    index = isInner ? node.end : index + 1;
  }
  return own;
}

/** `"$check" a` */
function namesAtRunTime(tree: BashTree, part: SyntaxNode): boolean {
  return tree.commands.some((command) => isNamedAtRunTime(command) && isInside(command.node, part));
}
