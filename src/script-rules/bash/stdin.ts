import type { Observation } from '../findings.ts';
import { isInside, type SyntaxNode } from '../syntax/tree.ts';
import {
  type Command,
  functionAround,
  functionsNamed,
  literalText,
  ownRedirects,
  type Redirect,
  withRedirects,
} from './commands.ts';
import { mayWriteWithoutMain } from './early-write.ts';
import { fateOf } from './fate.ts';
import type { BashTree } from './parse.ts';

const CONTAINERS = new Set(['kubectl', 'oc', 'docker', 'podman']);
const INTERACTIVE = new Set(['--interactive', '--stdin', '-i', '-it', '-ti']);
/** Built-in commands that read lines. */
const LINE_READERS = new Set(['mapfile', 'read', 'readarray']);
/** Those that read to the end, if they are told nothing but where to put it. */
const READ_ALL = new Set(['mapfile', 'readarray']);

/**
 * Commands that read the script's standard input, from which bash is still reading the script itself. An error where one
 * that reads to the end certainly runs before main is called: it swallows the call. Unseen: what programs and functions of
 * the script read by themselves.
 */
export function checkStdin(tree: BashTree): Observation[] {
  return [...readers(tree), ...inputsReplaced(tree)];
}

function readers(tree: BashTree): Observation[] {
  const mains = functionsNamed(tree, 'main');
  return tree.commands
    .filter(({ node }) => !functionAround(node) || mains.some((main) => isInside(node, main)))
    .filter((command) => readsStdin(tree, command) && !hasInput(tree, command.node))
    .map(({ node, name, args }) => ({
      code: 'reads-stdin',
      severity: swallowsMain(tree, { node, name, args }) ? 'error' : 'advice',
      offset: node.from,
      message: functionAround(node)
        ? `${name} reads standard input, through which the runner feeds the script: it consumes what the runner adds after main.`
        : `${name} reads standard input, through which the runner feeds the script: it consumes the lines that follow, main included.`,
      fix: 'Give the command its own input, e.g. `< /dev/null`.',
    }));
}

/** `exec < file` outside of functions: bash reads on from there. From /dev/null, nothing more of the script is read. */
function inputsReplaced(tree: BashTree): Observation[] {
  const found = tree.commands
    .filter(({ name, args, node }) => name === 'exec' && args.length === 0 && !functionAround(node))
    .map(({ node }) => node);
  const replacing = found.filter((node) => ownRedirects(tree, withRedirects(node)).some(isOfInput));
  return replacing.map((node) => ({
    code: 'reads-stdin',
    severity: found.length === 1 && isSure(tree, 'exec', node) ? 'error' : 'advice',
    offset: node.from,
    message:
      'exec replaces standard input, through which the runner feeds the script: the lines that follow are not read, main included.',
    fix: 'Redirect the commands that need it, e.g. `read -r line < file`.',
  }));
}

const isOfInput = ({ operator, descriptor = '0' }: Redirect) =>
  operator.startsWith('<') && descriptor === '0';

function swallowsMain(tree: BashTree, { node, name = '', args }: Command): boolean {
  const readsAll = name === 'cat' || (READ_ALL.has(name) && args.length === 1);
  // Its input may come from elsewhere.
  return readsAll && !tree.commands.some((command) => command.name === 'exec') && isSure(tree, name, node);
}

/** Whether a built-in command or program certainly runs before main, and nothing is written without main. */
function isSure(tree: BashTree, name: string, command: SyntaxNode): boolean {
  if (tree.unread !== undefined || functionsNamed(tree, name).length > 0) return false;
  return fateOf(tree, command) === 'script' && !mayWriteWithoutMain(tree);
}

function readsStdin(tree: BashTree, { name = '', args }: Command): boolean {
  const words = args.map((arg) => literalText(tree, arg));
  const options = words.filter((word) => word?.startsWith('-')) as string[];
  const has = (option: RegExp) => options.some((word) => option.test(word));
  if (name === 'ssh') return !has(/^-[a-zA-Z]*[nfV]/);
  if (name === 'cat') return options.length === words.length && !has(/^--(?:help|version)$/);
  if (CONTAINERS.has(name)) {
    const isRun = words.some((word) => word === 'exec' || word === 'run');
    return isRun && options.some((word) => INTERACTIVE.has(word));
  }
  if (name === 'xargs') return !has(/^-(?:a|-arg-file)/);
  return name === 'tee' || (LINE_READERS.has(name) && !has(/^-[a-zA-Z]*u/));
}

/** Whether a command, or something around it in its function, gets its input from elsewhere. */
export function hasInput(tree: BashTree, command: SyntaxNode): boolean {
  for (let node = command; node.parent && node.name !== 'function_definition'; node = node.parent) {
    if (hasInputRedirect(tree, node) || hasInputRedirect(tree, node.parent)) return true;
    if (node.parent.name === 'pipeline' && node.parent.children[0] !== node) return true;
  }
  return false;
}

function hasInputRedirect(tree: BashTree, node: SyntaxNode): boolean {
  return (
    node.children.some(({ name }) => name.startsWith('here')) || ownRedirects(tree, node).some(isOfInput)
  );
}
