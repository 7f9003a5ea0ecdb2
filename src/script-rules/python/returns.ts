import type { Observation } from '../findings.ts';
import type { TaskType } from '../script-kind.ts';
import { childNamed, type SyntaxNode, type SyntaxTree, siblingBefore } from '../syntax/tree.ts';
import { alwaysEnds } from './control-flow.ts';
import { type FunctionScope, functionScope, type Kind, kindsOf, literalNumber } from './kinds.ts';
import { operands, ownNodes, unwrap } from './structure.ts';

/** One way out of a function: `value` is absent for a bare `return`. */
interface Exit {
  node: SyntaxNode;
  value: SyntaxNode | undefined;
  kinds: ReadonlySet<Kind>;
}

const NOT_JSON: ReadonlySet<Kind> = new Set(['set', 'generator', 'function']);

/**
 * What the runner makes of the values that main() returns. A fault is an error where every way out of main() has it and
 * every value that can reach it is wrong; where another way out may be right, it is advice. Unseen: what calls return, and
 * values that are changed in place.
 */
export function checkReturns(tree: SyntaxTree, main: SyntaxNode, taskType: TaskType): Observation[] {
  const scope = functionScope(tree, main);
  const exits = exitsOf(main, scope);
  if (exits.length === 0) return [nothingReturned(main, taskType)];
  const judged = exits.map((exit) =>
    taskType === 'task' ? checkTaskExit(exit, scope) : checkSliExit(exit, scope),
  );
  const isProven = judged.every((found) => found.some(({ severity }) => severity === 'error'));
  const found = judged.flat();
  return [
    ...(isProven ? found : found.map((observation): Observation => ({ ...observation, severity: 'advice' }))),
    ...openEnd(tree, main, taskType),
  ];
}

function exitsOf(main: SyntaxNode, scope: FunctionScope): Exit[] {
  if (main.name === 'LambdaExpression') {
    const value = operands(main).at(-1);
    return value ? [{ node: value, value, kinds: kindsOf(value, scope) }] : [];
  }
  return ownNodes(scope.tree, main)
    .filter(({ name }) => name === 'ReturnStatement')
    .map((node) => {
      if (node.children.some(({ name }) => name === ','))
        return { node, value: node, kinds: new Set(['tuple']) };
      const [value] = operands(node);
      return { node, value, kinds: value ? kindsOf(value, scope) : new Set(['None']) };
    });
}

function nothingReturned(main: SyntaxNode, taskType: TaskType): Observation {
  return {
    code: 'returns-nothing',
    severity: 'error',
    offset: main.from,
    message:
      taskType === 'task'
        ? 'main() returns nothing: the run fails, because its result must be a list of issues.'
        : 'main() returns nothing: the SLI would always report 0.',
    fix:
      taskType === 'task'
        ? 'Return the list of issues; `return []` when all is well.'
        : 'Return the metric, a float from 0 to 1.',
  };
}

function checkTaskExit(exit: Exit, scope: FunctionScope): Observation[] {
  const found = wrongKinds(exit, (kind) => kind !== 'list' && kind !== 'tuple').map(({ kind, severity }) =>
    wrongTaskResult(exit, kind, severity),
  );
  return found.length > 0 || !exit.value ? found : checkElements(unwrap(exit.value), scope);
}

/**
 * The first wrong kind: an error where all are wrong. None where only some of a variable's kinds are: a name that is first
 * None and later the list is common.
 */
function wrongKinds(
  { kinds, value }: Exit,
  isWrong: (kind: Kind) => boolean,
): { kind: Kind; severity: Observation['severity'] }[] {
  const wrong = [...kinds].filter((kind) => kind !== 'unknown' && isWrong(kind));
  const [kind] = wrong;
  if (!kind) return [];
  if (wrong.length === kinds.size) return [{ kind, severity: 'error' }];
  const isWritten = value && unwrap(value).name === 'ConditionalExpression';
  return isWritten ? [{ kind, severity: 'advice' }] : [];
}

function wrongTaskResult({ node }: Exit, kind: Kind, severity: Observation['severity']): Observation {
  const message = NOT_JSON.has(kind)
    ? `main() returns a ${kind}, which is not JSON: the run would pass and report no issues.`
    : `main() returns ${named(kind)}: the run fails, because its result must be a list of issues.`;
  const fix = 'Return a list of issues; `return []` when all is well.';
  return { code: 'returns-wrong-type', severity, offset: node.from, message, fix };
}

function named(kind: Kind): string {
  if (kind === 'None') return 'nothing';
  if (kind === 'string') return 'a string';
  return kind === 'bool' ? 'True or False' : `a ${kind}`;
}

/** Elements of a list that is written out: each must be an issue. */
function checkElements(list: SyntaxNode, scope: FunctionScope): Observation[] {
  if (list.name !== 'ArrayExpression' && list.name !== 'TupleExpression') return [];
  return operands(list)
    .filter((element) => siblingBefore(element)?.name !== '*')
    .filter((element) => {
      const kinds = kindsOf(element, scope);
      return !kinds.has('dict') && !kinds.has('unknown');
    })
    .map(notAnIssue);
}

function notAnIssue(element: SyntaxNode): Observation {
  return {
    code: 'issue-not-object',
    severity: 'error',
    offset: element.from,
    message: 'This element of the result is not an issue: the run fails after the good ones are recorded.',
    fix: 'Make each element a dict with the key "issue title" and the others.',
  };
}

/** The SLI pushes numbers; anything else counts as 0. */
function checkSliExit(exit: Exit, scope: FunctionScope): Observation[] {
  const { node, value } = exit;
  const mayBeNumber = (kind: Kind) =>
    kind === 'number' || (kind === 'string' && (!value || isTextOfNumber(scope.tree, value)));
  const found = wrongKinds(exit, (kind) => !mayBeNumber(kind)).map(
    ({ kind, severity }): Observation => ({
      code: 'returns-wrong-type',
      severity,
      offset: node.from,
      message:
        kind === 'bool'
          ? 'main() returns True or False; the runner counts either as 0.'
          : `main() returns ${named(kind)}, which the runner counts as 0.`,
      fix: 'Return a float from 0 to 1, e.g. 1.0 for good.',
    }),
  );
  return found.length > 0 || !value ? found : outOfRange(value, scope);
}

/** A string may hold a number; a literal shows whether it does. */
function isTextOfNumber(tree: SyntaxTree, value: SyntaxNode): boolean {
  const literal = unwrap(value).name === 'String';
  return !literal || literalNumber(tree, value) !== undefined;
}

function outOfRange(value: SyntaxNode, { tree }: FunctionScope): Observation[] {
  const number = literalNumber(tree, value);
  if (number === undefined || (number >= 0 && number <= 1)) return [];
  return [
    {
      code: 'metric-out-of-range',
      severity: 'advice',
      offset: value.from,
      message: `An SLI is a value from 0 (bad) to 1 (good); this is ${number}, which the platform stores as it is.`,
      fix: 'Scale the value to 0..1.',
    },
  ];
}

/** main() may run past its last line and return None. */
function openEnd(tree: SyntaxTree, main: SyntaxNode, taskType: TaskType): Observation[] {
  const body = childNamed(main, 'Body');
  if (!body || alwaysEnds(tree, body)) return [];
  const outcome = taskType === 'task' ? 'the run fails' : 'the SLI reports 0';
  return [
    {
      code: 'may-return-nothing',
      severity: 'advice',
      offset: main.from,
      message: `main() can reach its end without returning a value; then ${outcome}.`,
      fix:
        taskType === 'task' ? 'End main() with `return issues`.' : 'End main() with a return of the metric.',
    },
  ];
}
