import { remembered } from '../syntax/remembered.ts';
import {
  childNamed,
  countBefore,
  enclosing,
  findAll,
  type SyntaxNode,
  type SyntaxTree,
  textOf,
} from '../syntax/tree.ts';

/** A simple command. */
export interface Command {
  node: SyntaxNode;
  /** Undefined where it is known only at run time. */
  name: string | undefined;
  args: readonly SyntaxNode[];
}

const COMMANDS = new Set(['command']);
const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition']);
const REDIRECTS = new Set(['file_redirect', 'heredoc_redirect', 'herestring_redirect']);
const NOT_ARGUMENTS = new Set([...REDIRECTS, 'command_name', 'variable_assignment']);

/** Every simple command, in order. */
export function readCommands(tree: SyntaxTree): Command[] {
  return findAll(tree, COMMANDS).map((node) => commandAt(tree, node));
}

/** Those of a tree's commands, which are in order, that are inside a part of it. */
export function commandsIn(
  { commands }: { commands: readonly Command[] },
  part: SyntaxNode,
): readonly Command[] {
  const nodes = remembered(nodesOf, commands, () => commands.map(({ node }) => node));
  return commands.slice(countBefore(nodes, part.index), countBefore(nodes, part.end));
}

const nodesOf = new WeakMap<readonly Command[], readonly SyntaxNode[]>();

export function commandAt(tree: SyntaxTree, node: SyntaxNode): Command {
  const name = childNamed(node, 'command_name')?.children[0];
  const args = node.children.filter((child) => !NOT_ARGUMENTS.has(child.name) && !isDescriptor(tree, child));
  return { node, name: name && literalText(tree, name), args };
}

/** The parser takes the 0 of `0< file` for a word. */
function isDescriptor({ text }: SyntaxTree, { name, to }: SyntaxNode): boolean {
  return name === 'number' && /[<>]/.test(text[to] ?? '');
}

/** The text that a word stands for; undefined where it contains an expansion. */
export function literalText(tree: SyntaxTree, node: SyntaxNode): string | undefined {
  const text = textOf(tree, node);
  switch (node.name) {
    case 'word':
    case 'number':
      return text.replace(/\\(.)/gs, '$1');
    case 'raw_string':
      return text.slice(1, -1);
    case 'string': {
      const isPlain = node.children.every(({ name }) => name === '"' || name === 'string_content');
      return isPlain ? text.slice(1, -1).replace(/\\(["$`\\])/g, '$1') : undefined;
    }
    case 'concatenation': {
      const parts = node.children.map((child) => literalText(tree, child));
      return parts.includes(undefined) ? undefined : parts.join('');
    }
    default:
      return undefined;
  }
}

/** `"$check" a`: what runs is known only at run time. A command without words only assigns. */
export function isNamedAtRunTime({ node, name }: Command): boolean {
  return name === undefined && childNamed(node, 'command_name') !== undefined;
}

/** Whether a statement runs in the background. */
export function isJob(node: SyntaxNode): boolean {
  const siblings = node.parent?.children ?? [];
  return siblings[siblings.indexOf(node) + 1]?.name === '&';
}

/** What runs as the script is read. */
export function topLevelStatements({ root }: SyntaxTree): SyntaxNode[] {
  return root.children.filter(({ name }) => !FUNCTIONS.has(name));
}

/** The function around a node; undefined where it runs as the script is read. */
export function functionAround(node: SyntaxNode): SyntaxNode | undefined {
  return enclosing(node, FUNCTIONS);
}

export function functionsNamed(tree: SyntaxTree, name: string): SyntaxNode[] {
  return findAll(tree, FUNCTIONS).filter((node) => {
    const word = childNamed(node, 'word');
    return word !== undefined && textOf(tree, word) === name;
  });
}

/** A redirection to or from a file or descriptor. */
export interface Redirect {
  node: SyntaxNode;
  operator: string;
  /** Undefined where the operator's default applies. */
  descriptor: string | undefined;
  target: SyntaxNode | undefined;
}

const FILE_REDIRECTS = new Set(['file_redirect']);

export function redirectsOf(tree: SyntaxTree): Redirect[] {
  return redirectsIn(tree, tree.root);
}

export function redirectsIn(tree: SyntaxTree, part: SyntaxNode): Redirect[] {
  return findAll(tree, FILE_REDIRECTS, part).map((node) => redirectAt(tree, node));
}

/** A command, or the statement that redirects it. */
export function withRedirects(command: SyntaxNode): SyntaxNode {
  return command.parent?.name === 'redirected_statement' ? command.parent : command;
}

/** The redirections of a statement itself, including those after the delimiter of a here-document. */
export function ownRedirects(tree: SyntaxTree, statement: SyntaxNode): Redirect[] {
  return findAll(tree, FILE_REDIRECTS, statement)
    .filter(
      ({ parent }) =>
        parent === statement || (parent?.name === 'heredoc_redirect' && parent.parent === statement),
    )
    .map((node) => redirectAt(tree, node));
}

/** A 0 that the parser takes for a word before the redirection. */
function descriptorBefore({ text }: SyntaxTree, { from }: SyntaxNode): string | undefined {
  return /^\s0$/.test(text.slice(Math.max(0, from - 2), from)) ? '0' : undefined;
}

function redirectAt(tree: SyntaxTree, node: SyntaxNode): Redirect {
  const descriptor = childNamed(node, 'file_descriptor');
  const operator = node.children.find(({ name }) => /^[<>&]/.test(name));
  const target = node.children.at(-1);
  return {
    node,
    operator: operator?.name ?? '',
    descriptor: descriptor ? textOf(tree, descriptor) : descriptorBefore(tree, node),
    target: target === operator ? undefined : target,
  };
}
