import { literalText } from './commands.ts';
import { expandedNames } from './env-vars.ts';
import { WRAPPERS } from './other-programs.ts';
import type { BashTree } from './parse.ts';

/** Whether a script runs `az` or reads `azure_credentials`. */
export function usesAzure(tree: BashTree): boolean {
  if (expandedNames(tree).some(({ name }) => name === 'azure_credentials')) return true;
  return tree.commands.some(({ name, args }) => {
    if (name === 'az') return args.length > 0;
    if (name === undefined || !WRAPPERS.has(name)) return false;
    const at = args.findIndex((arg) => literalText(tree, arg) === 'az');
    // `command -v az` only looks for it.
    return at >= 0 && at < args.length - 1;
  });
}
