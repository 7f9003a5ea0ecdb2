import { isInside, type SyntaxNode, textOf } from '../syntax/tree.ts';
import {
  type Command,
  commandAt,
  isJob,
  isNamedAtRunTime,
  literalText,
  redirectAt,
  topLevelStatements,
  withRedirects,
} from './commands.ts';
import type { FunctionsReached } from './functions-reached.ts';
import type { BashTree } from './parse.ts';

/** Commands that end the shell, or change what it runs in a way that is not followed. */
const ENDS = new Set(['.', 'alias', 'enable', 'eval', 'exit', 'logout', 'source', 'suspend', 'unalias']);
const SUBSHELLS = new Set(['subshell', 'command_substitution', 'process_substitution', 'pipeline']);
/** Shell options that never end a script with exit code 0. */
const SET_OPTIONS =
  /^(?:[-+][aefhmuvxBCEHT]*o?|allexport|err(?:exit|trace)|functrace|hashall|no(?:glob|unset|clobber)|pipefail|verbose|xtrace)$/;
const SHOPT_OPTIONS =
  /^(?:-[su]|dotglob|extglob|failglob|globstar|inherit_errexit|nocase(?:glob|match)|nullglob)$/;
const DIRECTORY = 'CODEBUNDLE_TEMP_DIR';

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
  const seen = new Set<SyntaxNode>();
  const queue = [part];
  for (let one = queue.pop(); one; one = queue.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    const nodes = ownShell(tree, one);
    const found = nodes.find(
      (node) =>
        (one === part && around !== undefined && isReturn(tree, node)) ||
        isEnd(tree, functions, node) ||
        hidesError(tree, functions, node),
    );
    if (found) return found;
    const own = nodes.filter(({ name }) => name === 'command').map((node) => commandAt(tree, node));
    for (const { name } of own) if (name !== undefined) queue.push(...functions.named(name));
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

function isReturn(tree: BashTree, node: SyntaxNode): boolean {
  return node.name === 'command' && /^return\b/.test(textOf(tree, node));
}

function isEnd(tree: BashTree, functions: FunctionsReached, node: SyntaxNode): boolean {
  if (node.name === 'unset_command') return unsets(tree, functions, node);
  return node.name === 'command' && endsShell(tree, commandAt(tree, node));
}

/** `unset main`, `unset -f check`, `unset "$name"` */
function unsets(tree: BashTree, functions: FunctionsReached, node: SyntaxNode): boolean {
  return node.children.slice(1).some((word) => {
    const name = word.name === 'variable_name' ? textOf(tree, word) : literalText(tree, word);
    return (
      name === undefined || name === DIRECTORY || /^-\w*f/.test(name) || functions.named(name).length > 0
    );
  });
}

function endsShell(tree: BashTree, command: Command): boolean {
  const { node, name, args } = command;
  if (name === undefined) return isNamedAtRunTime(command);
  const words = args.map((arg) => literalText(tree, arg));
  switch (name) {
    case 'builtin':
    case 'command':
      return words[0] === undefined
        ? args.length > 0
        : ENDS.has(words[0]) || /^(?:exec|return|set|shopt|trap|unset)$/.test(words[0]);
    case 'exit':
      return !isFailure(words[0]);
    case 'exec':
      return args.some((arg) => !/^\{\w+\}$/.test(textOf(tree, arg))) || movesResult(tree, node);
    case 'set':
      return optionsOf(words).some((word) => word === undefined || !SET_OPTIONS.test(word));
    case 'shopt':
      return words.some((word) => word === undefined || !SHOPT_OPTIONS.test(word));
    case 'trap':
      return words.length > 1 && words[0] !== '-' && words[0] !== '';
    default:
      return ENDS.has(name);
  }
}

/** A status other than 0, which the log shows. */
function isFailure(status: string | undefined): boolean {
  return /^\d{1,3}$/.test(status ?? '') && Number(status) % 256 !== 0;
}

/** The words of `set` before the positional arguments that it may set. */
function optionsOf(words: readonly (string | undefined)[]): (string | undefined)[] {
  const end = words.findIndex((word) => word === '--' || word === '-');
  return end < 0 ? [...words] : words.slice(0, end);
}

/** `exec 3> file`, `exec < file`, and `exec 2> file`, after which errors are no longer visible. */
function movesResult(tree: BashTree, command: SyntaxNode): boolean {
  return withRedirects(command)
    .children.filter(({ name }) => name === 'file_redirect')
    .map((node) => redirectAt(tree, node))
    .some(
      ({ descriptor, operator, target }) =>
        descriptor === '3' ||
        ((descriptor ?? '0') === '0' && operator.startsWith('<')) ||
        ((operator === '&>' || descriptor === '2') && textOf(tree, target ?? command) !== '1'),
    );
}

/** Errors redirected around more than one command: what ends a function early is then not visible. */
function hidesError(tree: BashTree, functions: FunctionsReached, node: SyntaxNode): boolean {
  if (node.name !== 'redirected_statement') return false;
  const [body, ...rest] = node.children;
  if (!body || !rest.some((one) => /^(?:2|&)>/.test(textOf(tree, one)))) return false;
  const name = body.name === 'command' ? commandAt(tree, body).name : undefined;
  const parts = body.name === 'command' ? functions.named(name ?? '') : [body];
  return parts.some((part) => functions.from([part]).nodes.some((one) => isRisk(tree, one)));
}

/** An expansion that ends the function in which it fails. */
function isRisk(tree: BashTree, node: SyntaxNode): boolean {
  if (node.name === 'arithmetic_expansion' || node.name === 'subscript') return true;
  if (node.name === 'expansion') return /^\$\{(?:!|\w+:[^-+=?])/.test(textOf(tree, node));
  return node.name === 'variable_assignment' && /\breadonly\b|\bdeclare\s+-\w*r/.test(tree.text);
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
    ': [ [[ basename cd chmod chown command date declare dirname echo exec exit export false hash hostname id kubectl local ls ' +
    'mkdir mktemp oc popd printf pushd pwd readonly rm set shopt sleep test touch trap true type typeset umask uname which whoami'
  ).split(' '),
);

function firstReader(
  tree: BashTree,
  functions: FunctionsReached,
  statement: SyntaxNode,
): SyntaxNode | undefined {
  const { commands } = functions.from([statement]);
  return commands.find(({ node, name, args }) => {
    if (name === undefined || functions.named(name).length > 0) return false;
    if (
      /^(?:kubectl|oc)$/.test(name) &&
      args.some((arg) => /^(?:exec|run|apply|create|-i|-it|-)$/.test(textOf(tree, arg)))
    )
      return !hasInput(node, statement);
    return !READS_NOTHING.has(name) && !hasInput(node, statement);
  })?.node;
}

/** Whether a command gets its input from a pipe, a file or a here-document. */
function hasInput(command: SyntaxNode, statement: SyntaxNode): boolean {
  for (let node = command; node.parent && isInside(node, statement); node = node.parent) {
    const { parent } = node;
    if (parent.name === 'pipeline' && parent.children[0] !== node) return true;
    const redirects = parent.name === 'redirected_statement' ? parent.children : node.children;
    if (
      redirects.some(
        (child) =>
          /^here/.test(child.name) ||
          (child.children.some(({ name }) => /^<(?:&|\()?$/.test(name)) && child.name === 'file_redirect'),
      )
    )
      return true;
  }
  return false;
}
