import type { Observation } from '../findings.ts';
import type { FindingCode } from '../rule-table.ts';
import { absentVariable } from '../runner-environment.ts';
import { namesResultFile } from '../runner-text.ts';
import { findAll, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { endsInterpreter } from './control-flow.ts';
import { environmentReads, environmentWrites } from './env-vars.ts';
import { stringValue } from './strings.ts';
import { argumentsOf, calleeOf, calls, dottedName } from './structure.ts';

const NAMES = new Set(['VariableName', 'MemberExpression']);
const ENDINGS = new Set(['CallExpression', 'RaiseStatement']);
/** Statements that evaluate all of their direct parts. */
const STRAIGHT = new Set(['ExpressionStatement', 'AssignStatement', 'RaiseStatement']);

/**
 * Parts of its environment that a script expects and the runner does not have; `given` are the variables that the script
 * gets.
 */
export function checkRunnerLimits(tree: SyntaxTree, given: ReadonlySet<string>): Observation[] {
  return [...exits(tree), ...absentNames(tree), ...absentVariables(tree, given), ...homePaths(tree, given)];
}

/**
 * Ways to end the interpreter. An error where one is at the top level by itself; a script that names its result file may
 * have written it before. Unseen: functions that are replaced at run time.
 */
function exits(tree: SyntaxTree): Observation[] {
  return findAll(tree, ENDINGS)
    .filter((node) => endsInterpreter(tree, node))
    .map((node) => {
      const isUnconditional = isAtTop(tree, node) && !namesResultFile(tree.text);
      return {
        code: 'exits-early',
        severity: isUnconditional ? 'error' : 'advice',
        offset: node.from,
        message: isUnconditional
          ? 'The script ends here, before the runner calls main(): the run passes and reports nothing.'
          : 'Ending the interpreter leaves no result: the run passes and reports nothing, whatever the exit code.',
        fix: 'Return an issue that says what went wrong, or raise an exception.',
      };
    });
}

/** The module gets there whenever it runs: not `assert ok, sys.exit()` or `elif sys.exit():`. */
function isAtTop(tree: SyntaxTree, node: SyntaxNode): boolean {
  const statement = node.name === 'CallExpression' ? node.parent : node;
  return statement?.parent === tree.root && STRAIGHT.has(statement.name);
}

/** Features of the interpreter that are missing for a script fed to standard input. */
function absentNames(tree: SyntaxTree): Observation[] {
  const inputs = calls(tree)
    .filter((call) => calleeOf(tree, call) === 'input')
    .map((call) =>
      note(call, 'reads-stdin', 'Standard input is empty on the runner: input() raises EOFError.'),
    );
  const names = findAll(tree, NAMES).flatMap((node) => {
    switch (dottedName(tree, node)) {
      case 'sys.stdin':
        return [
          note(node, 'reads-stdin', 'Standard input is empty on the runner: there is nothing to read.'),
        ];
      case 'sys.argv':
        return [note(node, 'reads-arguments', 'The runner passes no arguments: sys.argv is [""].')];
      case '__file__':
        return [
          note(
            node,
            'reads-own-path',
            'The runner feeds the script to standard input: __file__ does not exist.',
          ),
        ];
      default:
        return [];
    }
  });
  return [...inputs, ...names];
}

function note(node: SyntaxNode, code: FindingCode, message: string): Observation {
  const fix = 'Pass values in as environment variables.';
  return { code, severity: 'advice', offset: node.from, message, fix };
}

function absentVariables(tree: SyntaxTree, given: ReadonlySet<string>): Observation[] {
  const known = new Set([...given, ...environmentWrites(tree)]);
  return environmentReads(tree).flatMap(({ name, node }) => absentVariable(name, node.from, known));
}

/** `os.path.expanduser("~/...")` and `Path.home()` need HOME. */
function homePaths(tree: SyntaxTree, given: ReadonlySet<string>): Observation[] {
  return calls(tree)
    .filter((call) => {
      const callee = calleeOf(tree, call) ?? textOf(tree, call.children[0] ?? call);
      const [first] = argumentsOf(tree, call);
      if (/(?:^|\.)Path\.home$/.test(callee)) return true;
      if (!callee.endsWith('expanduser')) return false;
      return !first || stringValue(tree, first.value)?.startsWith('~') !== false;
    })
    .flatMap((call) => absentVariable('HOME', call.from, given));
}
