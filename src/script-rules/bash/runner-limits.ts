import type { Observation } from '../findings.ts';
import { absentVariable } from '../runner-environment.ts';
import { enclosing, findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { type Command, functionAround, literalText } from './commands.ts';
import { assignedNames, expandedNames } from './env-vars.ts';
import type { BashTree } from './parse.ts';

const SUBSHELLS = new Set(['subshell', 'command_substitution', 'process_substitution']);
const CONDITIONS = new Set(['if_statement', 'list', 'case_statement', 'while_statement', 'for_statement']);
const WORDS = new Set(['word']);

/** What a script expects of its surroundings and the runner does not have; `given` are the variables that it gets. */
export function checkRunnerLimits(tree: BashTree, given: ReadonlySet<string>): Observation[] {
  return [...exits(tree), ...absentVariables(tree, given), ...homePaths(tree, given), ...unboundSource(tree)];
}

function exits(tree: BashTree): Observation[] {
  return tree.commands
    .filter((command) => endsShell(tree, command) && !enclosing(command.node, SUBSHELLS))
    .map(({ node }) => {
      const isUnconditional = !functionAround(node) && !enclosing(node, CONDITIONS);
      return {
        code: 'exits-early',
        severity: isUnconditional ? 'error' : 'advice',
        offset: node.from,
        message: isUnconditional
          ? 'The script ends here, before the runner calls main: the run passes and reports nothing.'
          : 'Only what was written to file descriptor 3 before this counts; the exit code does not, so a failure may look healthy.',
        fix: 'Write an issue that says what went wrong and return from main.',
      };
    });
}

/** `exit`, and `exec` of another program. */
function endsShell(tree: BashTree, { name, args }: Command): boolean {
  if (name === 'exit') return true;
  const [program] = args;
  return name === 'exec' && program !== undefined && literalText(tree, program)?.startsWith('-') !== true;
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

/** A tilde stays one inside a pattern or a test. */
function isExpanded(word: SyntaxNode): boolean {
  return word.parent?.name !== 'binary_expression' && word.parent?.name !== 'case_item';
}

/** Under `set -u` a script that bash reads from standard input ends where it looks at `BASH_SOURCE`. */
function unboundSource(tree: BashTree): Observation[] {
  const isStrict = tree.commands.some(
    ({ name, args }) => name === 'set' && args.some((arg) => /^-[a-z]*u|^nounset$/.test(textOf(tree, arg))),
  );
  const read = expandedNames(tree).find(({ name, node, hasDefault }) => {
    return name === 'BASH_SOURCE' && !hasDefault && !functionAround(node);
  });
  if (!isStrict || !read) return [];
  return [
    {
      code: 'unbound-source',
      severity: 'error',
      offset: read.node.from,
      message:
        'BASH_SOURCE is unset on the runner: with `set -u` the script ends here, and the run passes and reports nothing.',
      fix: 'Remove the test; the runner calls main itself.',
    },
  ];
}
