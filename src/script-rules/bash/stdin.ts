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
const READERS = new Set(['mapfile', 'read', 'readarray', 'tee', 'xargs']);

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
    .map(({ node }) => ({ node, redirects: ownRedirects(tree, withRedirects(node)) }))
    .filter(({ redirects }) => redirects.some(isOfInput));
  return found.map(({ node, redirects }) => ({
    code: 'reads-stdin',
    severity: found.length === 1 && endsReading(tree, node, redirects) ? 'error' : 'advice',
    offset: node.from,
    message:
      'exec replaces standard input, through which the runner feeds the script: the lines that follow are not read, main included.',
    fix: 'Redirect the commands that need it, e.g. `read -r line < file`.',
  }));
}

const isOfInput = ({ operator, descriptor }: Redirect) =>
  operator.startsWith('<') && (descriptor === undefined || descriptor === '0');

function endsReading(tree: BashTree, command: SyntaxNode, redirects: readonly Redirect[]): boolean {
  const [{ target } = {}] = redirects;
  if (redirects.length > 1 || !target || literalText(tree, target) !== '/dev/null') return false;
  if (tree.unread !== undefined || functionsNamed(tree, 'exec').length > 0) return false;
  if (tree.commands.some(({ name }) => name === 'alias')) return false;
  return fateOf(tree, command) === 'script' && !mayWriteWithoutMain(tree);
}

function swallowsMain(tree: BashTree, { node, name, args }: Command): boolean {
  const readsAll = name === 'cat' || ((name === 'mapfile' || name === 'readarray') && args.length === 1);
  if (!readsAll || tree.unread !== undefined || functionsNamed(tree, name).length > 0) return false;
  // Input that comes from elsewhere, and a result that is written without main.
  if (tree.commands.some((command) => command.name === 'exec' || command.name === 'alias')) return false;
  return fateOf(tree, node) === 'script' && !mayWriteWithoutMain(tree);
}

function readsStdin(tree: BashTree, { name, args }: Command): boolean {
  if (name === undefined) return false;
  const words = args.map((arg) => literalText(tree, arg));
  const options = words.filter((word) => word?.startsWith('-') && word !== '-');
  if (name === 'ssh') return !options.some((option) => /^-[a-zA-Z]*[nfV]/.test(option ?? ''));
  if (name === 'cat')
    return (
      !words.some((word) => word === '--help' || word === '--version') &&
      words.every((word) => word === '-' || options.includes(word))
    );
  if (CONTAINERS.has(name)) {
    return words.some((word) => word === 'exec' || word === 'run') && options.some(isInteractive);
  }
  return READERS.has(name) && !(name !== 'tee' && options.some((option) => /^-(?:u|a$)/.test(option ?? '')));
}

function isInteractive(option: string | undefined): boolean {
  return option === '--stdin' || option === '--interactive' || /^-(?:i|it|ti)$/.test(option ?? '');
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
