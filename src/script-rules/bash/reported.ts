import { childNamed, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { commandAt, literalText, ownRedirects, type Redirect } from './commands.ts';
import { expandedNames } from './env-vars.ts';
import type { BashTree } from './parse.ts';
import { type ReadTarget, resultWords } from './result-words.ts';

/** Commands that write their words or their input out unchanged, and jq, which runs its program. */
const SPEAKERS = new Set(['cat', 'echo', 'jq', 'printf', 'tee']);
const MAX_STEPS = 6;

/** Says whether a text in the script is seen to be written to the result. */
export type IsReported = (text: SyntaxNode) => boolean;

/**
 * Follows a text of the script to the result: through a redirection around it, pipes that pass it on, a variable that is
 * written out, or a function whose output is redirected. False means "not seen", not "not reported".
 */
export function reportedTexts(tree: BashTree): IsReported {
  const target = resultWords(tree);
  return (text) => isReported(tree, target, text, 0);
}

function isReported(tree: BashTree, target: ReadTarget, text: SyntaxNode, steps: number): boolean {
  if (steps > MAX_STEPS) return false;
  for (let node = text; node.parent; node = node.parent) {
    const { parent } = node;
    switch (parent.name) {
      case 'command':
        if (!SPEAKERS.has(commandAt(tree, parent).name ?? '')) return false;
        break;
      case 'pipeline':
        if (!isPassedOn(tree, parent, node)) return false;
        break;
      case 'redirected_statement': {
        if (/^here/.test(node.name) && !isSpeaker(tree, parent.children[0])) return false;
        const output = outputOf(tree, parent);
        if (output) return isResult(tree, target, output);
        break;
      }
      case 'variable_assignment':
        return isVariableReported(tree, target, parent, steps);
      case 'function_definition':
        return isOutputReported(tree, target, parent, steps);
      default:
    }
  }
  return false;
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
    return name !== 'jq' || args.every((arg) => /^(?:-\w+|\.)$/.test(literalText(tree, arg) ?? ''));
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

/** Every place that expands the variable unchanged; one that reports it is enough. */
function isVariableReported(
  tree: BashTree,
  target: ReadTarget,
  assignment: SyntaxNode,
  steps: number,
): boolean {
  const name = childNamed(assignment, 'variable_name');
  if (!name) return false;
  return expandedNames(tree)
    .filter((one) => one.name === textOf(tree, name) && /^\$(?:\w+|\{\w+\})$/.test(textOf(tree, one.node)))
    .some(({ node }) => isReported(tree, target, node, steps + 1));
}

function isOutputReported(tree: BashTree, target: ReadTarget, fn: SyntaxNode, steps: number): boolean {
  const word = childNamed(fn, 'word');
  const name = word && textOf(tree, word);
  return tree.commands
    .filter((command) => command.name === name)
    .some(({ node }) => isReported(tree, target, node, steps + 1));
}
