import type { Observation } from '../findings.ts';
import { childNamed, enclosing, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { functionAround, functionsNamed } from './commands.ts';
import { mayWriteWithoutMain } from './early-write.ts';
import { assignedNames } from './env-vars.ts';
import { otherMainCalls } from './main-call.ts';
import type { BashTree } from './parse.ts';

/** Whether the runner finds a `main` to call after it has read the script. */
export function checkMain(tree: BashTree): Observation[] {
  return [...missing(tree), ...otherMainCalls(tree)];
}

const SUBSHELLS = new Set(['subshell', 'command_substitution', 'process_substitution']);

/**
 * No `main`. An error where nothing in the script can define one: every definition is in a subshell or in a function that is
 * never called, no text is run as code, and the script does not write its result itself. Unseen: a program called main on
 * the runner's path.
 */
function missing(tree: BashTree): Observation[] {
  if (tree.outline.functions.includes('main')) return [];
  const definitions = functionsNamed(tree, 'main');
  const nested = definitions.filter((node) => functionAround(node));
  const called = nested.filter((node) => mayBeCalled(tree, node));
  const [place] = called.length > 0 ? called : definitions;
  const mayExist = called.length > 0 || mayDefineUnseen(tree) || mayWriteWithoutMain(tree);
  return [
    {
      code: 'main-missing',
      severity: mayExist ? 'advice' : 'error',
      ...(place ? { offset: place.from } : {}),
      message: messageFor(place, mayExist),
      fix: 'Define `main() { ... }` outside of any other function.',
    },
  ];
}

function messageFor(place: SyntaxNode | undefined, mayExist: boolean): string {
  if (!place) {
    const seen = mayExist ? ', as far as can be seen' : '';
    return `There is no main() in the script${seen}; the runner calls main() once it has read the script.`;
  }
  if (functionAround(place)) {
    return 'main() is defined inside another function; the runner calls the main() of the script.';
  }
  return 'main() is defined in a subshell, and is gone when that ends; the runner calls the main() of the script.';
}

/** Whether the function that defines main is used anywhere as a command, outside of subshells. */
function mayBeCalled(tree: BashTree, definition: SyntaxNode): boolean {
  const around = functionAround(definition)!;
  if (enclosing(definition, SUBSHELLS)) return false;
  const word = childNamed(around, 'word');
  const name = word && textOf(tree, word);
  return tree.commands.some(
    (command) => command.name === undefined || (command.name === name && !enclosing(command.node, SUBSHELLS)),
  );
}

/** Commands that run text as code, or give commands other names. */
const DEFINERS = new Set(['.', 'alias', 'enable', 'eval', 'exec', 'hash', 'source', 'trap']);

function mayDefineUnseen(tree: BashTree): boolean {
  if (functionsNamed(tree, 'command_not_found_handle').length > 0 || assignedNames(tree).has('PATH'))
    return true;
  return tree.commands.some(({ name }) => name === undefined || DEFINERS.has(name));
}
