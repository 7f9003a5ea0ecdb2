import type { Observation } from '../findings.ts';
import { enclosing, isInside, isInsideAny, type SyntaxNode, type SyntaxTree } from '../syntax/tree.ts';
import { bindingsAmong } from './bindings.ts';
import { calleeOf, calls, FUNCTIONS, SCOPES, statementsOf } from './structure.ts';
import { bindingsByName } from './truth.ts';

/** Calls that only pass on, show or exit with what main() returns. */
const AROUND = new Set([
  ...['SystemExit', 'exit', 'os._exit', 'quit', 'sys.exit'],
  ...['bool', 'int', 'json.dumps', 'len', 'list', 'pprint', 'pprint.pprint', 'print', 'repr', 'str'],
]);
const STATEMENTS = new Set(['AssignStatement', 'ExpressionStatement', 'RaiseStatement']);
const LOOPS = new Set(['ForStatement', 'WhileStatement']);

/** Calls of main() that run together with the module, before the runner's own call. */
function ownCalls(tree: SyntaxTree): SyntaxNode[] {
  return calls(tree).filter((call) => calleeOf(tree, call) === 'main' && !enclosing(call, FUNCTIONS));
}

/**
 * The statements at the end of the module that only show or exit with a name set before by `result = main()`. None where
 * other statements follow.
 */
export function closingStatements(tree: SyntaxTree, assignment: SyntaxNode): SyntaxNode[] {
  const rest = statementsOf(tree.root).filter(({ index }) => index >= assignment.end);
  return assignment.parent === tree.root && rest.every((statement) => isIdle(tree, statement)) ? rest : [];
}

const DEFINING = /^(?:Import|Class|Function|Decorated|With|While|Scope|Delete|Update)/;

function isIdle(tree: SyntaxTree, statement: SyntaxNode): boolean {
  return !DEFINING.test(statement.name) && isOnlyMain(tree, statement);
}

/**
 * The statements that only call main(), such as `main()`, `sys.exit(main())`, `result = main()` and `raise
 * SystemExit(main())`, in order. Those in loops are left out: what repeats may have another purpose; and so are those that
 * set what the rest may need.
 */
export function callStatements(tree: SyntaxTree): SyntaxNode[] {
  const found = ownCalls(tree).flatMap((call) => {
    const statement = enclosing(call, STATEMENTS);
    return statement && !enclosing(statement, LOOPS) && isOnlyMain(tree, statement) ? [statement] : [];
  });
  const statements = [...new Set(found)];
  const first = statements.find(({ name }) => name === 'AssignStatement');
  const isClosed = first !== undefined && closingStatements(tree, first).length > 0;
  return statements.filter(
    (statement) => (isClosed && statement.index >= first.index) || !setsUnseen(tree, statement),
  );
}

/** Whether a statement sets what may be needed although Ruff misses nothing without it: an attribute, a key, or a name that is also set elsewhere. */
function setsUnseen(tree: SyntaxTree, statement: SyntaxNode): boolean {
  const { name, children, index, end } = statement;
  if (name === 'AssignStatement' && children.slice(0, -1).some((child) => child.name === 'MemberExpression'))
    return true;
  const scope = enclosing(statement, SCOPES);
  return bindingsAmong(tree, tree.nodes.slice(index, end)).some((own) => {
    const bound = bindingsByName(tree).get(own.name) ?? [];
    const isSetBefore = bound.some(
      ({ node, form }) => form !== 'other' && node.end <= index && isInside(statement, node.parent!),
    );
    return (
      !isSetBefore &&
      bound.some(({ node }) => !isInside(node, statement) && enclosing(node, SCOPES) === scope)
    );
  });
}

/** Expressions with names of their own. */
const OWN_NAMES = new Set([
  ...['ArrayComprehensionExpression', 'ComprehensionExpression', 'DictionaryComprehensionExpression'],
  ...['LambdaExpression', 'NamedExpression', 'SetComprehensionExpression'],
]);

function isOnlyMain(tree: SyntaxTree, statement: SyntaxNode): boolean {
  const isPlain = tree.nodes.slice(statement.index, statement.end).every(({ name }) => !OWN_NAMES.has(name));
  return (
    isPlain &&
    calls(tree, statement).every((call) => {
      const callee = calleeOf(tree, call);
      return callee === 'main' || AROUND.has(callee ?? '');
    })
  );
}

export function removedCall(statement: SyntaxNode): Observation {
  return {
    code: 'main-call',
    severity: 'auto-fixed',
    offset: statement.from,
    message:
      'Do not call main() directly: the runner calls it, without arguments, once the script has been read. The call is replaced by `pass` in what is sent, together with whatever uses its result, such as an exit, a print or a variable.',
    fix: 'Remove the call; set what main() relies on at the top level.',
  };
}

/** A call that remains is advice, since the runner's own call may work all the same. */
export function remainingCalls(tree: SyntaxTree, guards: readonly SyntaxNode[]): Observation[] {
  return ownCalls(tree)
    .filter((call) => !isInsideAny(call, guards))
    .map(({ from }) => ({
      code: 'main-called',
      severity: 'advice',
      offset: from,
      message:
        'Do not call main() directly: the runner calls it once the script has been read. Here it runs twice, and what it returns the first time is not reported.',
      fix: 'Remove the call.',
    }));
}
