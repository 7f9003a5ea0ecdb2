import { type SyntaxNode, textOf } from '../syntax/tree.ts';
import { type Command, functionAround, functionsNamed, literalText } from './commands.ts';
import { fateOf } from './fate.ts';
import type { BashTree } from './parse.ts';

/** Options that decide whether a failing command or an unset variable ends a script. */
export type ShellOption = 'errexit' | 'nounset' | 'pipefail' | 'errtrace';

const LETTERS: Record<string, string> = { e: 'errexit', u: 'nounset', E: 'errtrace' };
const OPTION_WORD = /^[-+][abefhkmnptuvxBCEHPTo]+$/;
/** Commands whose effect on the options is not looked into. */
const OPAQUE = new Set(['eval', 'source', '.']);

interface Change {
  node: SyntaxNode;
  on: ReadonlySet<string>;
  off: ReadonlySet<string>;
}

export interface ShellOptions {
  /**
   * Whether an option is certainly on in the script's own shell at a place: a `set` that runs on every path has turned it
   * on, and nothing that may run in between can have turned it off.
   */
  isInForce(option: ShellOption, place: SyntaxNode): boolean;
  /** Whether the script turns an option on anywhere. */
  mayBeInForce(option: ShellOption): boolean;
}

export function readOptions(tree: BashTree): ShellOptions {
  const isOwnSet = functionsNamed(tree, 'set').length > 0;
  const changes = tree.commands.flatMap((command) => changeOf(tree, command));
  return {
    mayBeInForce: (option) => isOwnSet || changes.some(({ on }) => on.has(option)),
    isInForce(option, place) {
      if (isOwnSet) return false;
      const start = changes.findLast(
        ({ node, on }) => node.to <= place.from && on.has(option) && isCertain(tree, node),
      );
      return start !== undefined && !changes.some((change) => mayUndo(change, option, start.node, place));
    },
  };
}

function mayUndo({ node, off }: Change, option: ShellOption, start: SyntaxNode, place: SyntaxNode): boolean {
  if (!off.has(option)) return false;
  return functionAround(node) !== undefined || (node.from >= start.to && node.to <= place.from);
}

/** It runs on every path in the shell of the script, unconditionally. */
function isCertain(tree: BashTree, node: SyntaxNode): boolean {
  return node.parent?.name !== 'redirected_statement' && fateOf(tree, node) === 'script';
}

const ALL: ReadonlySet<string> = new Set(['errexit', 'nounset', 'pipefail', 'errtrace']);
const NONE: ReadonlySet<string> = new Set();

function changeOf(tree: BashTree, { node, name, args }: Command): Change[] {
  const words = args.map((arg) => literalText(tree, arg));
  if (name === 'set') return [{ node, ...optionsOf(words) }];
  if (name === 'command' || name === 'builtin') {
    return words[0] === 'set' ? [{ node, on: NONE, off: optionsOf(words.slice(1)).off }] : [];
  }
  if (name === 'shopt') return shopt(node, words);
  if (name === undefined) return words.some((word) => word?.startsWith('+')) ? [lost(node)] : [];
  if (name === 'trap') return /\bset\s+\+|\bshopt\b/.test(textOf(tree, node)) ? [lost(node)] : [];
  return OPAQUE.has(name) ? [lost(node)] : [];
}

function lost(node: SyntaxNode): Change {
  return { node, on: NONE, off: ALL };
}

function shopt(node: SyntaxNode, words: readonly (string | undefined)[]): Change[] {
  const letters = words.filter((word) => word === undefined || word.startsWith('-')).join('');
  const named = new Set(words.filter((word) => word !== undefined));
  if (!letters.includes('o')) return words.includes(undefined) ? [lost(node)] : [];
  if (words.includes(undefined) || letters.includes('u')) return [lost(node)];
  return letters.includes('s') ? [{ node, on: named, off: NONE }] : [];
}

/** What `set` does with these arguments; undefined stands for one known only at run time. */
function optionsOf(words: readonly (string | undefined)[]): Pick<Change, 'on' | 'off'> {
  const on = new Set<string>();
  const off = new Set<string>();
  const turn = (name: string, sign: string) => {
    (sign === '-' ? on : off).add(name);
    (sign === '-' ? off : on).delete(name);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) return { on, off: ALL };
    if (word === '--' || word === '-' || !/^[-+]/.test(word)) break;
    if (!OPTION_WORD.test(word)) return { on: NONE, off: NONE };
    for (const letter of word.slice(1)) {
      const name = letter === 'o' ? words[++at] : LETTERS[letter];
      if (letter === 'o' && name === undefined && at < words.length) return { on, off: ALL };
      if (name !== undefined) turn(name, word[0]!);
    }
  }
  return { on, off };
}
