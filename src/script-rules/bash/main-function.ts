import type { Observation } from '../findings.ts';
import { functionAround, functionsNamed } from './commands.ts';
import { otherMainCalls } from './main-call.ts';
import type { BashTree } from './parse.ts';

/** Whether the runner finds a `main` to call after it has read the script. */
export function checkMain(tree: BashTree): Observation[] {
  return [...missing(tree), ...otherMainCalls(tree)];
}

function missing(tree: BashTree): Observation[] {
  const all = functionsNamed(tree, 'main');
  if (tree.outline.functions.includes('main') || all.some((node) => !functionAround(node))) return [];
  const [nested] = all;
  return [
    {
      code: 'main-missing',
      severity: 'error',
      ...(nested ? { offset: nested.from } : {}),
      message: nested
        ? 'main() is defined inside another function; the runner calls the main() of the script.'
        : 'There is no main() in the script; the runner calls main() once it has read the script.',
      fix: 'Define `main() { ... }` outside of any other function.',
    },
  ];
}
