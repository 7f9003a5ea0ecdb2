import { enclosing, findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { commandAt, isJob, ownRedirects } from './commands.ts';
import type { BashTree } from './parse.ts';

/**
 * What happens to a script when a place in it ends the shell that runs it, as `exit` does. `script`: the place runs on every
 * path, and the script ends. `goes-on`: it only ends a subshell or is only read there, and the rest of the script still
 * runs. `perhaps`: that depends on what happens before.
 */
export type Fate = 'script' | 'goes-on' | 'perhaps';

/** `shell`: the enclosing shell ends here. `status`: the statement returns a failure. */
type State = 'shell' | 'status';
type Step = State | 'goes-on' | 'perhaps';

/** Nodes whose parts are expanded or run whenever they are; what may be left out is in a node of another kind. */
const PLAIN = new Set([
  'array',
  'case_statement',
  'command_name',
  'compound_statement',
  'concatenation',
  'declaration_command',
  'file_redirect',
  'for_statement',
  'heredoc_body',
  'herestring_redirect',
  'negated_command',
  'parenthesized_expression',
  'program',
  'string',
  'subscript',
  'test_command',
  'unary_expression',
  'unset_command',
  'variable_assignment',
  'variable_assignments',
  'while_statement',
]);
const REDIRECTS = new Set(['file_redirect', 'heredoc_redirect', 'herestring_redirect']);
/** The shell itself makes their redirections; those of a program are made by the process that runs it. */
const BUILTINS = new Set([':', 'cd', 'echo', 'exec', 'false', 'printf', 'pwd', 'read', 'true']);
/** Redirections after these are their own; those after a list or a negation are of the last command in it. */
const BLOCKS = new Set([
  'case_statement',
  'compound_statement',
  'for_statement',
  'if_statement',
  'while_statement',
]);
/** Statements that return the failure of a shell or substitution in them. */
const STATEMENTS = new Set(['pipeline', 'subshell', 'variable_assignment']);
/** In these, a failure is handled or ignored. */
const HANDLED = new Set([
  'command_substitution',
  'if_statement',
  'list',
  'negated_command',
  'while_statement',
]);
const SUBSTITUTIONS = new Set(['command_substitution']);
/** Redirections that cannot fail; where one fails, what it belongs to does not run. */
const SURE_REDIRECT = /^\d*(?:>&[12]|[<>]&-|<\s*\/dev\/null|&?>>?\|?\s*(?:\/(?:dev|tmp)\/)?[\w.-]+)$/;
const WORD_PARTS = new Set(['string', 'concatenation']);

/** Says whether `set -e` or `set -o pipefail` is certainly on at a place. */
type IsInForce = (option: 'errexit' | 'pipefail', place: SyntaxNode) => boolean;

/** Without options given, none is assumed to be on, and failing statements end nothing. */
export function fateOf(tree: BashTree, place: SyntaxNode, isInForce: IsInForce = () => false): Fate {
  if (mayFailBefore(tree, place)) return 'perhaps';
  let state: State = 'shell';
  for (let node = place; node.parent; node = node.parent) {
    if (isJob(node)) return 'goes-on';
    if (state === 'status' && STATEMENTS.has(node.name)) {
      if (enclosing(node, HANDLED) || !isInForce('errexit', node)) return 'goes-on';
      state = 'shell';
    }
    const step = climb(tree, node, node.parent, state, isInForce);
    if (step === 'goes-on' || step === 'perhaps') return step;
    state = step;
  }
  return 'script';
}

/** What the end of `child` means for its parent. */
function climb(
  tree: BashTree,
  child: SyntaxNode,
  parent: SyntaxNode,
  state: State,
  isInForce: IsInForce,
): Step {
  const isFirst = parent.children[0] === child;
  switch (parent.name) {
    case 'list':
    case 'binary_expression':
      return isFirst || !hasShortCircuit(parent) ? state : 'perhaps';
    case 'subshell':
      return 'status';
    case 'command_substitution':
      return isLastOfAssignment(tree, parent) ? 'status' : 'goes-on';
    case 'pipeline':
      return parent.children.at(-1) === child || isInForce('pipefail', parent) ? 'status' : 'goes-on';
    case 'if_statement':
      return child.at < parent.children.findIndex(({ name }) => name === 'then') ? state : 'perhaps';
    case 'redirected_statement':
      if (REDIRECTS.has(child.name)) return isRedirectedByShell(tree, parent) ? state : 'goes-on';
      return mayFailBefore(tree, parent) ? 'perhaps' : state;
    case 'heredoc_redirect':
      return REDIRECTS.has(child.name) || child.name === 'heredoc_body' ? state : 'perhaps';
    case 'command':
      return REDIRECTS.has(child.name) && !isBuiltin(tree, parent) ? 'goes-on' : state;
    default:
      return PLAIN.has(parent.name) ? state : 'perhaps';
  }
}

function hasShortCircuit({ children }: SyntaxNode): boolean {
  return children.some(({ name }) => name === '&&' || name === '||');
}

/** An assignment without a command has the status of its last substitution. */
function isLastOfAssignment(tree: BashTree, substitution: SyntaxNode): boolean {
  let node = substitution;
  while (node.parent && WORD_PARTS.has(node.parent.name)) node = node.parent;
  const assignment = node.parent;
  if (assignment?.name !== 'variable_assignment') return false;
  const statement = assignment.parent?.name === 'variable_assignments' ? assignment.parent : assignment;
  if (statement.parent?.name === 'command' || statement.parent?.name === 'declaration_command') return false;
  return findAll(tree, SUBSTITUTIONS, statement).every(({ index }) => index < substitution.end);
}

function mayFailBefore(tree: BashTree, statement: SyntaxNode): boolean {
  return ownRedirects(tree, statement).some(({ node }) => !SURE_REDIRECT.test(textOf(tree, node)));
}

function isRedirectedByShell(tree: BashTree, { children }: SyntaxNode): boolean {
  const body = children[0]!;
  return body.name === 'command' ? isBuiltin(tree, body) : BLOCKS.has(body.name);
}

function isBuiltin(tree: BashTree, command: SyntaxNode): boolean {
  return BUILTINS.has(commandAt(tree, command).name ?? '');
}
