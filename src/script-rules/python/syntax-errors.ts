import type { Observation } from '../findings.ts';
import { childNamed, enclosing, findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import type { PythonTree } from './parse.ts';
import { isUnterminated, STRINGS } from './strings.ts';
import { argumentsOf, calls, FUNCTIONS, isStatement, SCOPES } from './structure.ts';

const BLOCKS = new Set(['Script', 'Body', 'DecoratedStatement']);
const LOOPS = new Set(['ForStatement', 'WhileStatement']);
const LOOP_ENDS = new Set([...LOOPS, ...SCOPES]);
/** What Python only takes in certain places, or not at all. */
const PLACE_BOUND = new Set([
  'AwaitExpression',
  'BreakStatement',
  'ContinueStatement',
  'PrintStatement',
  'ReturnStatement',
]);

/** Everything that keeps Python from compiling the script. The runner takes such a script for a healthy one. */
export function syntaxErrors(tree: PythonTree): Observation[] {
  const found = [
    ...tree.errors.map((node) => syntaxError(node.from, describe(tree, node))),
    ...unterminatedStrings(tree),
    ...badIndentation(tree),
    ...misplacedStatements(tree),
    ...misplacedArguments(tree),
  ];
  const [first] = found.toSorted((a, b) => (a.offset ?? 0) - (b.offset ?? 0));
  // What follows the first error is often only its echo.
  return first ? [first] : [];
}

function syntaxError(offset: number, what: string): Observation {
  return {
    code: 'syntax-error',
    severity: 'error',
    offset,
    message: `Syntax error: ${what}. Python cannot start this script, and the runner would report no issues.`,
    fix: 'Correct the syntax here or just before.',
  };
}

function describe(tree: PythonTree, error: SyntaxNode): string {
  const token = textOf(tree, error).trim() || (/^\s*(\S+)/.exec(tree.text.slice(error.from))?.[1] ?? '');
  return token === '' ? 'the script ends too early' : `unexpected ${JSON.stringify(token.slice(0, 40))}`;
}

function unterminatedStrings(tree: PythonTree): Observation[] {
  return findAll(tree, STRINGS)
    .filter((node) => node.name !== 'ContinuedString' && isUnterminated(tree, node))
    .map((node) => syntaxError(node.from, 'this string has no end'));
}

/** Statements of one block must begin in the same column, with the same mix of tabs and spaces. */
function badIndentation(tree: PythonTree): Observation[] {
  return findAll(tree, BLOCKS).flatMap((block) => {
    const starts = block.children.flatMap((child) => {
      const indent =
        isStatement(child) || child.name === 'Decorator' ? indentation(tree.text, child) : undefined;
      return indent === undefined ? [] : [{ child, indent }];
    });
    const expected = block.name === 'Script' ? '' : starts[0]?.indent;
    const wrong = starts.find(({ indent }) => indent !== expected);
    return wrong
      ? [syntaxError(wrong.child.from, 'this line is not indented as the block that it is in')]
      : [];
  });
}

/** What stands before a statement on its line; undefined where the line began with something else. */
function indentation(text: string, statement: SyntaxNode): string | undefined {
  const from = text.lastIndexOf('\n', statement.from - 1) + 1;
  const before = text.slice(from, statement.from).replaceAll('\f', '');
  const continues = text[from - 2] === '\\';
  return before.trim() === '' && !continues ? before : undefined;
}

function misplacedStatements(tree: PythonTree): Observation[] {
  return findAll(tree, PLACE_BOUND).flatMap((node) => {
    const fault = misplacement(tree, node);
    return fault === undefined ? [] : [syntaxError(node.from, fault)];
  });
}

function misplacement(tree: PythonTree, node: SyntaxNode): string | undefined {
  switch (node.name) {
    case 'PrintStatement':
      return '`print` is a function in Python 3 and needs parentheses';
    case 'ReturnStatement':
      return enclosing(node, SCOPES)?.name === 'FunctionDefinition'
        ? undefined
        : '`return` outside a function';
    case 'AwaitExpression':
      return isInAsync(node) ? undefined : '`await` outside an async function';
    default: {
      const around = enclosing(node, LOOP_ENDS);
      return around && LOOPS.has(around.name) ? undefined : `\`${textOf(tree, node)}\` outside a loop`;
    }
  }
}

function isInAsync(node: SyntaxNode): boolean {
  const around = enclosing(node, FUNCTIONS);
  return around !== undefined && childNamed(around, 'async') !== undefined;
}

function misplacedArguments(tree: PythonTree): Observation[] {
  return calls(tree).flatMap((call) => {
    const list = argumentsOf(tree, call);
    const named = list.findIndex((argument) => argument.name !== undefined || argument.star === '**');
    const late = named < 0 ? undefined : list.slice(named).find((one) => one.name === undefined && !one.star);
    return late ? [syntaxError(late.value.from, 'a positional argument follows a named one')] : [];
  });
}
