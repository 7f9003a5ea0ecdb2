import type { Observation } from '../findings.ts';
import type { FindingCode } from '../rule-table.ts';
import { childNamed, findAll, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { type Binding, bindingsAmong, parametersOf } from './bindings.ts';
import { remainingCalls } from './main-call.ts';
import { findGuards } from './main-guard.ts';
import type { PythonTree } from './parse.ts';
import { checkWithRuff, undefinedNames } from './ruff.ts';
import { calleeOf, calls, definedName, operands, ownNodes, SCOPES, unwrap } from './structure.ts';

const FUNCTION_DEFINITIONS = new Set(['FunctionDefinition']);
const GROUPS = new Set(['DecoratedStatement', 'StatementGroup']);
const UNSEEN_BINDING =
  /\bimport\s*\*|\bglobal\s[^\n]*\bmain\b|\bsetattr\s*\(|\.\s*main\s*=(?!=)|\bmain\s*\.\s*__\w+__\s*=(?!=)/;
const BINDING_CALLS = new Set(['exec', 'globals', 'vars', 'locals']);
const LITERALS = new Set(['ArrayExpression', 'Boolean', 'DictionaryExpression', 'None', 'Number', 'String']);

/** What the name `main` refers to once the module has run; undefined where nothing binds it. */
export function findMain(tree: SyntaxTree): Binding | undefined {
  return bindingsOfMain(tree).at(-1);
}

function bindingsOfMain(tree: SyntaxTree): Binding[] {
  return bindingsAmong(tree, ownNodes(tree, tree.root)).filter(({ name }) => name === 'main');
}

/** Whether the last binding of main is the one that the runner calls: it is made unconditionally. */
export function isOnlyCandidate(tree: SyntaxTree, main: Binding): boolean {
  const { parent } = main.node;
  const statement = parent && GROUPS.has(parent.name) ? parent : main.node;
  const isPlain = statement.parent === tree.root;
  return (isPlain || bindingsOfMain(tree).length === 1) && !mayBindUnseen(tree);
}

/** The function or lambda that is `main`, if its code is in the script. */
export function mainBody(main: Binding | undefined): SyntaxNode | undefined {
  if (main?.form === 'function') return main.node;
  const value = main?.value && unwrap(main.value);
  return value?.name === 'LambdaExpression' ? value : undefined;
}

/** Whether the runner can call `main()`, which it does without arguments after the script. */
export function checkMain(tree: PythonTree, main: Binding | undefined): Observation[] {
  return [...(main ? checkCallable(tree, main) : [missing(tree)]), ...remainingCalls(tree, findGuards(tree))];
}

function missing(tree: PythonTree): Observation {
  const elsewhere = findAll(tree, SCOPES).find((node) => definedName(tree, node) === 'main');
  return {
    code: 'main-missing',
    severity: mayBindUnseen(tree) || !isUnbound(tree) ? 'advice' : 'error',
    ...(elsewhere ? { offset: elsewhere.from } : {}),
    message: elsewhere
      ? 'main() is defined inside another function or class; the runner calls the main() of the module.'
      : 'There is no main() at the top level of the script; the runner calls main() and takes what it returns.',
    fix: 'Define `def main():` at the top level.',
  };
}

/** Whether Ruff, too, sees nothing that binds main in the module. */
function isUnbound(tree: PythonTree): boolean {
  return undefinedNames(checkWithRuff(`${tree.text}\nmain\n`)).includes('main');
}

/**
 * `from x import *`, `global main` in a function, `exec`, `globals()`, `module.main = f`: names without a visible binding.
 * `main.__defaults__ = ...` makes another function of one.
 */
function mayBindUnseen(tree: SyntaxTree): boolean {
  if (UNSEEN_BINDING.test(tree.text)) return true;
  return calls(tree).some((call) => BINDING_CALLS.has(calleeOf(tree, call) ?? ''));
}

function checkCallable(tree: SyntaxTree, main: Binding): Observation[] {
  const problem = (code: FindingCode, message: string, fix: string): Observation[] => [
    { code, severity: 'error', offset: main.node.from, message, fix },
  ];
  const body = mainBody(main);
  if (main.form === 'import') return [imported(main)];
  if (main.form === 'class' && mayMakeList(tree, main.node)) return [isClass(main)];
  if (main.form === 'class' || (main.value && LITERALS.has(unwrap(main.value).name))) {
    return problem(
      'main-not-callable',
      'main is not a function that the runner can call.',
      'Define `def main():`.',
    );
  }
  if (!body) return [];
  if (main.node.parent?.name === 'DecoratedStatement') return [decorated(main)];
  if (childNamed(body, 'async')) {
    return problem(
      'main-async',
      'main() is async: the runner calls it like any function, and a coroutine is not a result.',
      'Make main() a plain function, e.g. one that returns `asyncio.run(check())`.',
    );
  }
  if (isGenerator(tree, body)) {
    return problem(
      'main-generator',
      'main() is a generator: what the runner gets from it cannot be written as JSON.',
      'Collect the values in a list and return it.',
    );
  }
  const required = parametersOf(tree, body).filter(({ star, hasDefault }) => star === '' && !hasDefault);
  if (required.length === 0) return [];
  const names = required.map(({ name }) => name).join(', ');
  return problem(
    'main-arguments',
    `The runner calls main() without arguments; here it needs ${names}.`,
    'Read these values from environment variables, or give the parameters defaults.',
  );
}

/** A class with a base, such as list, or with a `__new__` of its own. */
function mayMakeList(tree: SyntaxTree, definition: SyntaxNode): boolean {
  const isDecorated = definition.parent?.name === 'DecoratedStatement';
  const bases = childNamed(definition, 'ArgList');
  return (
    isDecorated ||
    (bases !== undefined && operands(bases).length > 0) ||
    /\b__new__\b/.test(textOf(tree, definition))
  );
}

function isClass({ node }: Binding): Observation {
  return {
    code: 'main-not-callable',
    severity: 'advice',
    offset: node.from,
    message:
      'main is a class: what the runner gets by calling it is a result only where it is a list or a number.',
    fix: 'Define `def main():`.',
  };
}

function imported({ node }: Binding): Observation {
  const isModule = node.children[0]?.name === 'import';
  return {
    code: isModule ? 'main-not-callable' : 'main-imported',
    severity: isModule ? 'error' : 'advice',
    offset: node.from,
    message: isModule
      ? 'main is a module; the runner calls it as a function.'
      : 'main() is imported: it must be installed on the runner, and what it returns cannot be checked here.',
    fix: 'Define `def main():` in the script.',
  };
}

function decorated(main: Binding): Observation {
  return {
    code: 'main-decorated',
    severity: 'advice',
    offset: main.node.from,
    message: 'main() is decorated: the runner calls what the decorator returns, without arguments.',
    fix: 'Leave main() plain unless the decorator is known to keep its result.',
  };
}

function isGenerator(tree: SyntaxTree, body: SyntaxNode): boolean {
  return ownNodes(tree, body).some(({ name }) => name === 'YieldStatement' || name === 'YieldExpression');
}

/** The functions of a script by name; if a name is defined twice, the later one. */
export function functionsByName(tree: SyntaxTree): Map<string, SyntaxNode> {
  return new Map(findAll(tree, FUNCTION_DEFINITIONS).map((node) => [definedName(tree, node) ?? '', node]));
}
