import { remembered } from '../syntax/remembered.ts';
import {
  childNamed,
  countBefore,
  enclosing,
  groupBy,
  isInside,
  type SyntaxNode,
  textOf,
} from '../syntax/tree.ts';
import { commandAt, literalText, ownRedirects, type Redirect, redirectsOf } from './commands.ts';
import { expandedNames } from './env-vars.ts';
import { neverRuns } from './never-runs.ts';
import type { BashTree } from './parse.ts';
import { type ReadTarget, resultWords } from './result-words.ts';

/** Commands that write their words or their input out unchanged, and jq, which runs its program. */
const SPEAKERS = new Set(['cat', 'echo', 'jq', 'printf', 'tee']);
const SUBSTITUTIONS = new Set(['command_substitution', 'process_substitution']);
const MAX_STEPS = 6;

/** Says whether a text in the script is seen to be written to the result. */
export type IsReported = (text: SyntaxNode) => boolean;

/** A variable or a function that holds a text: `kind name`. */
type Holder = `${'variable' | 'function'} ${string}`;

/** What becomes of a text: it is written to the result, is held, or is lost from sight. */
type End = 'result' | Holder | undefined;

/**
 * Follows a text of the script to the result: through a redirection around it, pipes that pass it on, a variable that is
 * written out, or a function whose output is redirected, at most six of these in a row. False means "not seen", not "not
 * reported".
 */
export function reportedTexts(tree: BashTree): IsReported {
  const isKept = keptIn(tree);
  const places = placesOf(tree);
  const known = new Map<Holder, ReadonlySet<End>>();
  const endsOf = (holder: Holder) =>
    remembered(known, holder, () => new Set(places(holder).map((place) => endOf(tree, isKept, place))));
  return (text) => {
    const seen = new Set<End>();
    let ends = [endOf(tree, isKept, text)];
    for (let step = 0; step <= MAX_STEPS; step += 1) {
      if (ends.includes('result')) return true;
      const holders = ends.filter((end) => end !== undefined && !seen.has(end)) as Holder[];
      for (const holder of holders) seen.add(holder);
      ends = holders.flatMap((holder) => [...endsOf(holder)]);
    }
    return false;
  };
}

/** Says whether a command that writes this text writes it to the result, as it stands. */
export function writtenTexts(tree: BashTree): IsReported {
  const isKept = keptIn(tree);
  return (text) => enclosing(text, SUBSTITUTIONS) === undefined && endOf(tree, isKept, text) === 'result';
}

/** Whether what a statement writes goes to the result and stays there. */
type IsKept = (output: Redirect, statement: SyntaxNode) => boolean;

function keptIn(tree: BashTree): IsKept {
  const target = resultWords(tree);
  const overwritten = lastOverwriting(tree, target);
  return (output, { end }) => isResult(tree, target, output) && overwritten < end;
}

function endOf(tree: BashTree, isKept: IsKept, text: SyntaxNode): End {
  for (let node = text; node.parent; node = node.parent) {
    const { parent } = node;
    switch (parent.name) {
      case 'command':
        if (!SPEAKERS.has(commandAt(tree, parent).name ?? '')) return undefined;
        break;
      case 'pipeline':
        if (!isPassedOn(tree, parent, node)) return undefined;
        break;
      case 'redirected_statement': {
        if (/^here/.test(node.name) && !isSpeaker(tree, parent.children[0])) return undefined;
        const output = outputOf(tree, parent);
        if (output) return isKept(output, parent) ? 'result' : undefined;
        break;
      }
      case 'variable_assignment':
        if (isReplaced(tree, parent)) return undefined;
        return holderOf(tree, 'variable', childNamed(parent, 'variable_name'));
      case 'function_definition':
        return holderOf(tree, 'function', childNamed(parent, 'word'));
      default:
    }
  }
  return undefined;
}

function holderOf(tree: BashTree, kind: 'variable' | 'function', name: SyntaxNode | undefined): End {
  return name && `${kind} ${textOf(tree, name)}`;
}

/** Where a holder gives its text on: expansions of the variable unchanged, calls of the function. */
function placesOf(tree: BashTree): (holder: Holder) => readonly SyntaxNode[] {
  const plain = expandedNames(tree).filter(({ node }) => /^\$(?:\w+|\{\w+\})$/.test(textOf(tree, node)));
  const variables = groupBy(plain, ({ name }) => name);
  const calls = groupBy(tree.commands, ({ name }) => name);
  return (holder) => {
    const [kind, name] = holder.split(' ') as [string, string];
    const places = (kind === 'variable' ? variables : calls).get(name)?.map(({ node }) => node) ?? [];
    return places.filter((node) => !neverRuns(tree, node));
  };
}

function isSpeaker(tree: BashTree, body: SyntaxNode | undefined): boolean {
  return body?.name === 'command' && SPEAKERS.has(commandAt(tree, body).name ?? '');
}

/** `| jq -s .`, `| cat`: the rest of the pipeline leaves the text unchanged. */
function isPassedOn(tree: BashTree, pipeline: SyntaxNode, part: SyntaxNode): boolean {
  const rest = pipeline.children.slice(pipeline.children.indexOf(part) + 1);
  return rest.every((node) => {
    if (/^\|&?$/.test(node.name)) return true;
    const { name, args } = commandAt(tree, node);
    if (node.name !== 'command' || !SPEAKERS.has(name ?? '')) return false;
    return name !== 'jq' || args.every((arg) => /^(?:-[^R\W]+|\.)$/.test(literalText(tree, arg) ?? ''));
  });
}

function outputOf(tree: BashTree, statement: SyntaxNode) {
  return ownRedirects(tree, statement).findLast(
    ({ descriptor, operator }) => (descriptor ?? '1') === '1' && /^(?:&?>|<>)/.test(operator),
  );
}

function isResult(tree: BashTree, target: ReadTarget, output: Redirect): boolean {
  if (!output.target) return false;
  if (output.operator === '>&' && literalText(tree, output.target) === '3') return true;
  return target(output.target) === 'result';
}

/** The last place where the file of the result is written anew; what was written before it is gone. */
function lastOverwriting(tree: BashTree, target: ReadTarget): number {
  const found = redirectsOf(tree).findLast(
    ({ operator, target: word }) =>
      /^(?:&?>|>\|)$/.test(operator) && word !== undefined && target(word) === 'result',
  );
  return found?.node.index ?? -1;
}

/** The next mention of the variable gives it another value, in the same block: `x=a; x=b`. */
function isReplaced(tree: BashTree, assignment: SyntaxNode): boolean {
  const variable = childNamed(assignment, 'variable_name');
  const mentions = variable ? (mentionsIn(tree).get(textOf(tree, variable)) ?? []) : [];
  const statement = assignment.parent?.name === 'declaration_command' ? assignment.parent : assignment;
  const at = countBefore(mentions, statement.end);
  const [next, after] = [mentions[at], mentions[at + 1]];
  const again = next?.parent;
  if (again?.name !== 'variable_assignment' || again.parent !== statement.parent) return false;
  return again.children[1]?.name === '=' && !(after && isInside(after, again));
}

function mentionsIn(tree: BashTree): ReadonlyMap<string, readonly SyntaxNode[]> {
  return remembered(mentioned, tree, () =>
    groupBy(tree.byName.get('variable_name') ?? [], (node) => textOf(tree, node)),
  );
}

const mentioned = new WeakMap<BashTree, ReadonlyMap<string, readonly SyntaxNode[]>>();
