import type { Observation } from '../findings.ts';
import { absentVariable } from '../runner-environment.ts';
import { enclosing, findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { type Command, functionsNamed, literalText } from './commands.ts';
import { mayWriteWithoutMain } from './early-write.ts';
import { assignedNames, expandedNames } from './env-vars.ts';
import { fateOf } from './fate.ts';
import type { BashTree } from './parse.ts';
import { checkSource } from './unbound-source.ts';

const SUBSHELLS = new Set(['subshell', 'command_substitution', 'process_substitution']);
const WORDS = new Set(['word']);

/**
 * Parts of its environment that a script expects and the runner does not have; `given` are the variables that the script
 * gets.
 */
export function checkRunnerLimits(tree: BashTree, given: ReadonlySet<string>): Observation[] {
  return [...exits(tree), ...absentVariables(tree, given), ...homePaths(tree, given), ...checkSource(tree)];
}

/**
 * `exit` and `exec`. An error where one certainly runs before main is called and ends the script's own shell; in a subshell
 * it does not matter, and a script that names its result file may have written it. Unseen: whether a function that exits is
 * called, and conditions that are always true.
 */
function exits(tree: BashTree): Observation[] {
  return tree.commands
    .filter((command) => endsShell(tree, command))
    .flatMap((command) => {
      const fate = fateOf(tree, command.node);
      if (fate === 'goes-on' || enclosing(command.node, SUBSHELLS)) return [];
      return [exit(command.node, fate === 'script' && !mayGoOn(tree, command) && !mayWriteWithoutMain(tree))];
    });
}

function exit({ from }: SyntaxNode, isCertain: boolean): Observation {
  return {
    code: 'exits-early',
    severity: isCertain ? 'error' : 'advice',
    offset: from,
    message: isCertain
      ? 'The script ends here, before the runner calls main: the run passes and reports nothing.'
      : 'Only what was written to file descriptor 3 before this counts; the exit code does not, so a failure may look healthy.',
    fix: 'Write an issue that says what went wrong and return from main.',
  };
}

/** `exit`, and `exec` of another program. */
function endsShell(tree: BashTree, { name, args }: Command): boolean {
  if (name === 'exit') return true;
  // `exec {fd}> file` only opens a file.
  const [program] = args.filter((arg) => !/^\{\w+\}$/.test(textOf(tree, arg)));
  return name === 'exec' && program !== undefined && literalText(tree, program)?.startsWith('-') !== true;
}

/** Whether `exit` or `exec` may return, or hand the rest of the script to another shell. */
function mayGoOn(tree: BashTree, { node, name, args }: Command): boolean {
  if (node.parent?.name === 'redirected_statement' || mayBeOther(tree, name)) return true;
  const words = args.map((arg) => literalText(tree, arg));
  if (name === 'exit') return args.length > 1 || words[0] === '--help' || isSplit(args[0]);
  return words.some((word) => /^$|sh$/.test(word ?? '')) || calls(tree, 'shopt', 'execfail');
}

/** Functions and aliases take precedence over built-in commands. */
function mayBeOther(tree: BashTree, name: string | undefined): boolean {
  return functionsNamed(tree, name ?? '').length > 0 || calls(tree, 'shopt', 'expand_aliases');
}

function calls(tree: BashTree, command: string, word: string): boolean {
  return tree.commands.some(
    ({ name, args }) => name === command && args.some((arg) => literalText(tree, arg) === word),
  );
}

/** An unquoted expansion may become several words, which `exit` rejects. */
function isSplit(arg: SyntaxNode | undefined): boolean {
  return arg !== undefined && /^(?:simple_)?expansion$|^command_sub/.test(arg.name) && arg.to - arg.from > 2;
}

function absentVariables(tree: BashTree, given: ReadonlySet<string>): Observation[] {
  const known = new Set([...given, ...assignedNames(tree)]);
  return expandedNames(tree).flatMap(({ name, node }) => absentVariable(name, node.from, known));
}

/** `~/...` needs HOME. */
function homePaths(tree: BashTree, given: ReadonlySet<string>): Observation[] {
  const known = new Set([...given, ...assignedNames(tree)]);
  return findAll(tree, WORDS)
    .filter((node) => /^~(?:\/|$)/.test(textOf(tree, node)) && isExpanded(node))
    .flatMap((node) => absentVariable('HOME', node.from, known));
}

/** Inside a pattern or a test, a tilde is not expanded. */
function isExpanded(word: SyntaxNode): boolean {
  return word.parent?.name !== 'binary_expression' && word.parent?.name !== 'case_item';
}
