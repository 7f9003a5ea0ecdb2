import { childNamed, findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import {
  type Command,
  commandsIn,
  functionAround,
  functionsNamed,
  literalText,
  redirectsIn,
} from './commands.ts';
import { assignedNamesIn, expandedNames } from './env-vars.ts';
import type { BashTree } from './parse.ts';

/** Commands without effects that main could notice, in the shell or outside it. */
const IDLE = new Set([
  ...[':', '[', 'echo', 'exit', 'false', 'return', 'set', 'sleep', 'test', 'true', 'type', 'wait', 'which'],
  ...['help', 'print_help', 'print_usage', 'show_help', 'show_usage', 'usage'],
]);
/** Commands that have none unless they get an argument of another kind. */
const IDLE_WITH = new Map([
  ['date', /^(?:\+|-u|-R|-I|--(?:utc|iso-8601|rfc-3339))/],
  ['hash', /^\w/],
]);
/** In addition, what functions call to print. Programs that can be told to write a file are not included. */
const PRINTING = new Set([
  ...['basename', 'cat', 'column', 'cut', 'dirname', 'fold', 'grep', 'head', 'jq', 'local', 'seq', 'shift'],
  ...['tail', 'tput', 'tr', 'uname', 'wc', 'whoami'],
]);

/** Whether a command has no effects, provided that no function of the script has its name. */
export function isIdle(tree: BashTree, { name = '', args }: Command): boolean {
  const words = args.map((arg) => literalText(tree, arg) ?? textOf(tree, arg).replace(/^"/, ''));
  if (name === 'command') return words[0] === '-v' || words[0] === '-V';
  if (name === 'printf') return !words[0]?.startsWith('-v');
  const allowed = IDLE_WITH.get(name);
  return allowed ? words.every((word) => allowed.test(word)) : IDLE.has(name);
}
const DECLARATIONS = new Set(['declaration_command']);
const LASTING = new Set(['function_definition', 'unset_command', 'process_substitution']);

/**
 * Whether a function of the script can stay uncalled without main noticing: everything it can run only prints or ends it,
 * and it sets nothing that is read elsewhere. Unseen: what a program named by a path does, which therefore counts as
 * harmful.
 */
export function isHarmless(tree: BashTree, name: string, asked: ReadonlySet<string> = new Set()): boolean {
  if (asked.has(name)) return true;
  const functions = functionsNamed(tree, name);
  return functions.length > 0 && functions.every((node) => doesNoHarm(tree, node, new Set([...asked, name])));
}

function doesNoHarm(tree: BashTree, node: SyntaxNode, asked: ReadonlySet<string>): boolean {
  const lasting = findAll(tree, LASTING, node).some((inner) => inner !== node);
  if (lasting || writesElsewhere(tree, node)) return false;
  const declarations = findAll(tree, DECLARATIONS, node);
  if (declarations.some((declaration) => declaration.children[0]?.name !== 'local')) return false;
  const own = new Set(declarations.flatMap((declaration) => declaredNames(tree, declaration)));
  const set = new Set([...assignedNamesIn(tree, node)].filter((name) => !own.has(name)));
  if (expandedNames(tree).some((one) => set.has(one.name) && functionAround(one.node) !== node)) return false;
  return commandsIn(tree, node).every((command) => {
    const { name } = command;
    if (name === undefined) return false;
    if (functionsNamed(tree, name).length > 0) return isHarmless(tree, name, asked);
    return isIdle(tree, command) || PRINTING.has(name);
  });
}

/** A file that main may read, or descriptor 3. */
function writesElsewhere(tree: BashTree, node: SyntaxNode): boolean {
  return redirectsIn(tree, node).some(({ operator, target }) => {
    if (operator.startsWith('<')) return false;
    return !/^(?:[12]|\/dev\/(?:null|stderr|stdout))$/.test(target ? textOf(tree, target) : '');
  });
}

function declaredNames(tree: BashTree, declaration: SyntaxNode): string[] {
  return declaration.children.flatMap((child) => {
    const name = child.name === 'variable_name' ? child : childNamed(child, 'variable_name');
    return name ? [textOf(tree, name)] : [];
  });
}
