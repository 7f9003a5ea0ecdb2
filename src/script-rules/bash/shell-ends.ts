import { type SyntaxNode, textOf } from '../syntax/tree.ts';
import {
  type Command,
  commandAt,
  isJob,
  isNamedAtRunTime,
  literalText,
  ownRedirects,
  type Redirect,
  topLevelStatements,
  withRedirects,
} from './commands.ts';
import type { FunctionsReached } from './functions-reached.ts';
import type { BashTree } from './parse.ts';
import { hasInput } from './stdin.ts';

/** Commands that end the shell, or change what it runs in a way that is not followed. */
const ENDS = new Set(['.', 'alias', 'enable', 'eval', 'logout', 'source', 'suspend', 'unalias', 'unset']);
/** Commands of the shell that run the command in their words. */
const RUN_WORDS = new Set(['builtin', 'command', 'time']);
const SUBSHELLS = new Set(['subshell', 'command_substitution', 'process_substitution', 'pipeline']);
/** Shell options that never end a script with exit code 0. */
const SET_OPTIONS =
  /^(?:[-+][aefhmuvxBCEHT]*o?|allexport|err(?:exit|trace)|functrace|hashall|no(?:glob|unset|clobber)|pipefail|verbose|xtrace)$/;
const SHOPT_OPTIONS = /^(?:-[su]|dotglob|extglob|globstar|inherit_errexit|nocase(?:glob|match)|nullglob)$/;
/** A script in which an assignment may fail. */
const HAS_ATTRIBUTES = /\breadonly\b|\b(?:declare|local|typeset)\s+-\w*[ir]|\b(?:E?UID|PPID)=/;
const REDIRECTED = new Set(['command', 'function_definition', 'redirected_statement']);
/** Variables by which a script finds its result. */
const RELIED_ON = new Set(['CODEBUNDLE_TEMP_DIR', 'ISSUES_FILE', 'METRIC_FILE']);

/**
 * The first place that may end the shell of a part of the script, or the function `around` it, with exit code 0 and no
 * visible error. Ends of subshells do not count.
 */
export function firstEnd(
  tree: BashTree,
  functions: FunctionsReached,
  part: SyntaxNode,
  around: SyntaxNode | undefined,
): SyntaxNode | undefined {
  const parts = new Set([part]);
  for (const one of parts) {
    for (const node of ownShell(tree, one)) {
      const command = unwrapped(tree, commandAt(tree, node));
      const called = functions.named(command.name ?? '');
      if (one === part && around && command.name === 'return') return node;
      if (isEnd(tree, functions, command) || hidesError(tree, functions, node, called)) return node;
      for (const fn of called) parts.add(fn);
    }
  }
  return undefined;
}

/** A part's nodes that run in its own shell, without functions that are only defined there. */
function ownShell(tree: BashTree, part: SyntaxNode): SyntaxNode[] {
  const own: SyntaxNode[] = [];
  for (let index = part.index; index < part.end; ) {
    const node = tree.nodes[index]!;
    const isElse =
      SUBSHELLS.has(node.name) || (node !== part && node.name === 'function_definition') || isJob(node);
    if (!isElse) own.push(node);
    index = isElse ? node.end : index + 1;
  }
  return own;
}

/** `command exit`, `time check`: what they run. `command -v` runs nothing. */
function unwrapped(tree: BashTree, { node, name, args }: Command): Command {
  let inner = name;
  let at = 0;
  for (; at < args.length && RUN_WORDS.has(inner ?? ''); at += 1) {
    const word = literalText(tree, args[at]!);
    if (/^-\w*v/i.test(word ?? '')) return { node, name: inner, args: [] };
    if (!word?.startsWith('-')) inner = word;
  }
  return { node, name: inner, args: args.slice(at) };
}

/** `unset main`, `unset "$name"` */
function unsets(tree: BashTree, functions: FunctionsReached, node: SyntaxNode): boolean {
  return node.children.slice(1).some((word) => {
    const name = word.name === 'variable_name' ? textOf(tree, word) : literalText(tree, word);
    return name === undefined || RELIED_ON.has(name) || functions.named(name).length > 0;
  });
}

function isEnd(tree: BashTree, functions: FunctionsReached, command: Command): boolean {
  const { node, name, args } = command;
  if (node.name === 'unset_command') return unsets(tree, functions, node);
  if (name === undefined) return isNamedAtRunTime(command);
  const words = args.map((arg) => literalText(tree, arg));
  switch (name) {
    case 'exit':
      // Any other status than 0 is in the log.
      return (Number(words[0]) & 255) === 0;
    case 'exec':
      return args.some((arg) => !/^\{\w+\}$/.test(textOf(tree, arg))) || movesResult(tree, node);
    case 'set':
      return optionsOf(words).some((word) => !SET_OPTIONS.test(word ?? ''));
    case 'shopt':
      return words.some((word) => !SHOPT_OPTIONS.test(word ?? ''));
    case 'trap':
      return words.length > 1 && !/^(?:-[lp]?)?$/.test(words[0] ?? 'handler');
    default:
      return ENDS.has(name);
  }
}

/** The words of `set` before the positional arguments that it may set. */
function optionsOf(words: readonly (string | undefined)[]): (string | undefined)[] {
  const end = words.findIndex((word) => word === '--' || word === '-');
  return end < 0 ? [...words] : words.slice(0, end);
}

/** `exec 3> file`, `exec < file`, and `exec 2> file`, after which errors are no longer visible. */
function movesResult(tree: BashTree, command: SyntaxNode): boolean {
  const statement = withRedirects(command);
  return (
    statement.children.some(({ name }) => name.startsWith('here')) ||
    ownRedirects(tree, statement).some(
      (redirect) =>
        redirect.descriptor === '3' ||
        ((redirect.descriptor ?? '0') === '0' && redirect.operator.startsWith('<')) ||
        takesErrors(tree, redirect),
    )
  );
}

/** `2> file`, `2>&1`, `&> file` and `>& file`: only standard error is looked at for errors. */
function takesErrors(tree: BashTree, { descriptor, operator, target }: Redirect): boolean {
  if (descriptor === '2' || operator.startsWith('&')) return true;
  return operator === '>&' && target !== undefined && !/^\d/.test(textOf(tree, target));
}

/** Errors redirected around more than one command: what ends a function early is then not visible. */
function hidesError(
  tree: BashTree,
  functions: FunctionsReached,
  node: SyntaxNode,
  called: readonly SyntaxNode[],
): boolean {
  if (!REDIRECTED.has(node.name)) return false;
  const redirects = [node, withRedirects(node)].flatMap((one) => ownRedirects(tree, one));
  if (!redirects.some((redirect) => takesErrors(tree, redirect))) return false;
  // The words of a command are expanded before it is redirected.
  const parts = node.name === 'command' ? called : node.children.filter(({ name }) => name !== 'command');
  return functions.from(parts).nodes.some((one) => isRisk(tree, one));
}

/** An expansion that ends the function in which it fails. */
function isRisk(tree: BashTree, node: SyntaxNode): boolean {
  if (node.name === 'arithmetic_expansion' || node.name === 'subscript') return true;
  if (node.name === 'expansion') return /^\$\{(?:!|[\w@*]+:[^-+=?])/.test(textOf(tree, node));
  return node.name === 'variable_assignment' && HAS_ATTRIBUTES.test(tree.text);
}

/** Outside its functions, a script must neither end nor read the rest of itself from standard input. */
export function topLevelDoubt(tree: BashTree, functions: FunctionsReached): SyntaxNode | undefined {
  for (const statement of topLevelStatements(tree)) {
    const end = firstEnd(tree, functions, statement, undefined) ?? firstReader(tree, functions, statement);
    if (end) return end;
  }
  return undefined;
}

/** Programs and built-in commands that read no standard input. */
const READS_NOTHING = new Set(
  (
    ': [ [[ basename break cd chmod chown command continue date declare dirname echo exec exit export false hash hostname id ' +
    'kubectl local ls mkdir mktemp oc popd printf pushd pwd readonly return rm set shift shopt sleep test touch trap true type typeset umask uname which whoami'
  ).split(' '),
);

const KUBECTL = new Set(['kubectl', 'oc']);
const KUBECTL_READS = /^(?:apply|create|exec|login|rsh|run)$|^-(?:i|it|ti|-stdin)$|-$/;

function firstReader(
  tree: BashTree,
  functions: FunctionsReached,
  statement: SyntaxNode,
): SyntaxNode | undefined {
  const { commands } = functions.from([statement]);
  return commands.find((command) => {
    const inner = unwrapped(tree, command);
    const { name, args } = inner;
    if (hasInput(tree, command.node)) return false;
    if (name === undefined) return isNamedAtRunTime(inner);
    if (functions.named(name).length > 0) return false;
    return (
      !READS_NOTHING.has(name) ||
      (KUBECTL.has(name) && args.some((arg) => KUBECTL_READS.test(textOf(tree, arg))))
    );
  })?.node;
}
