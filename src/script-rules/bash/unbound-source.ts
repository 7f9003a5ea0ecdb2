// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import type { Observation } from '../findings.ts';
import { type SyntaxNode, textOf } from '../syntax/tree.ts';
import { functionAround } from './commands.ts';
import { mayWriteWithoutMain } from './early-write.ts';
import { assignedNames, expandedNames } from './env-vars.ts';
import { fateOf } from './fate.ts';
import type { BashTree } from './parse.ts';
import { readOptions } from './shell-options.ts';

/** Expansions that end a shell under `set -u` where the variable is unset; a default, a count or `[@]` does not. */
const ENDING = /^\$(?:BASH_SOURCE$|\{BASH_SOURCE(?:\[-?\d+\])?(?:[%#/^,@?}]|:(?![-+=]))|\{#BASH_SOURCE\})/;

/**
 * `BASH_SOURCE` outside of functions: bash does not set it for a script read from standard input. An error where the read
 * runs on every path, `set -u` is certainly on, and it ends the script itself, not only a substitution whose failure is
 * ignored. Unseen: `set -u` in another file, and options given to bash on its command line.
 */
export function checkSource(tree: BashTree): Observation[] {
  const reads = expandedNames(tree)
    .map(({ node }) => node)
    .filter((node) => ENDING.test(textOf(tree, node)) && !functionAround(node));
  const options = readOptions(tree);
  const [first] = reads;
  if (!first || !options.mayBeInForce('nounset') || assignedNames(tree).has('BASH_SOURCE')) return [];
  const fatal = reads.find(
    (node) => options.isInForce('nounset', node) && fateOf(tree, node, options.isInForce) === 'script',
  );
  return [fatal && !mayWriteWithoutMain(tree) ? endsScript(fatal) : comesBackEmpty(first)];
}

function endsScript({ from }: SyntaxNode): Observation {
  return {
    code: 'unbound-source',
    severity: 'error',
    offset: from,
    message:
      'BASH_SOURCE is unset on the runner: with `set -u` the script ends here, and the run passes and reports nothing.',
    fix: 'Write `${BASH_SOURCE[0]:-}`, or remove this; the runner calls main itself.',
  };
}

function comesBackEmpty({ from }: SyntaxNode): Observation {
  return {
    code: 'unbound-source',
    severity: 'advice',
    offset: from,
    message:
      'BASH_SOURCE is unset on the runner: under `set -u` this prints an error, and the value that it is part of, such as the directory of the script, is empty.',
    fix: 'Write `${BASH_SOURCE[0]:-}`, and do not rely on files beside the script: there are none.',
  };
}
