import { enclosing, isInside, type SyntaxNode } from '../syntax/tree.ts';
import { commandAt, functionsNamed } from './commands.ts';
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

/** Nodes all of whose parts are expanded or run, in any order. */
const PLAIN = new Set([
  'array',
  'command',
  'command_name',
  'concatenation',
  'declaration_command',
  'parenthesized_expression',
  'string',
  'subscript',
  'test_command',
  'unary_expression',
  'unset_command',
  'variable_assignment',
  'variable_assignments',
]);
const REDIRECTS = new Set(['file_redirect', 'heredoc_redirect', 'herestring_redirect']);
/** The shell itself makes their redirections; those of a program are made by the process that runs it. */
const BUILTINS = new Set([':', 'cd', 'echo', 'exec', 'false', 'printf', 'pwd', 'read', 'true']);
/** In these, a failure is handled or ignored. */
const LOOKED_AT = new Set(['if_statement', 'elif_clause', 'while_statement', 'negated_command']);
const SUBSTITUTIONS = new Set(['command_substitution', 'function_definition', 'process_substitution']);
const WORD_PARTS = new Set(['string', 'concatenation']);

/** Says whether `set -e` or `set -o pipefail` is certainly on at a place. */
type IsInForce = (option: 'errexit' | 'pipefail', place: SyntaxNode) => boolean;

/** Without options given, none is assumed to be on, and failing statements end nothing. */
export function fateOf(tree: BashTree, place: SyntaxNode, isInForce: IsInForce = () => false): Fate {
  let state: State = 'shell';
  for (let node = place; node.parent; node = node.parent) {
    if (isInBackground(node)) return 'goes-on';
    if (state === 'status' && isStatement(node)) {
      if (!endsByErrexit(node, isInForce)) return 'goes-on';
      state = 'shell';
    }
    const step = climb(tree, node, node.parent, state, isInForce);
    if (step === 'goes-on' || step === 'perhaps') return step;
    state = step;
  }
  return state === 'shell' ? 'script' : 'goes-on';
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
    case 'program':
    case 'negated_command':
      return state;
    case 'list':
      return isFirst ? state : 'perhaps';
    case 'binary_expression':
      return isFirst || !hasShortCircuit(parent) ? state : 'perhaps';
    case 'compound_statement':
      return parent.children[0]?.name === '{' ? state : 'perhaps';
    case 'subshell':
      return 'status';
    case 'command_substitution':
      return isLastOfAssignment(tree, parent) ? 'status' : 'goes-on';
    case 'process_substitution':
      return 'goes-on';
    case 'pipeline':
      return parent.children.at(-1) === child || isInForce('pipefail', parent) ? 'status' : 'goes-on';
    case 'if_statement':
    case 'while_statement':
      return comesBefore(parent, child, 'then', 'do_group') ? state : 'perhaps';
    case 'for_statement':
      return child.name === 'do_group' || child.name === 'compound_statement' ? 'perhaps' : state;
    case 'case_statement':
      return child.name === 'case_item' ? 'perhaps' : state;
    case 'redirected_statement':
      return isFirst || isRedirectedByShell(tree, parent) ? state : 'goes-on';
    case 'heredoc_redirect':
      return REDIRECTS.has(child.name) || child.name === 'heredoc_body' ? state : 'perhaps';
    case 'file_redirect':
    case 'heredoc_body':
    case 'herestring_redirect':
      return state;
    case 'command':
      if (commandAt(tree, parent).name === 'coproc') return 'goes-on';
      return !REDIRECTS.has(child.name) || isBuiltin(tree, parent) ? state : 'goes-on';
    default:
      return PLAIN.has(parent.name) ? state : 'perhaps';
  }
}

function isInBackground(node: SyntaxNode): boolean {
  const siblings = node.parent?.children ?? [];
  return siblings[siblings.indexOf(node) + 1]?.name === '&';
}

function hasShortCircuit({ children }: SyntaxNode): boolean {
  return children.some(({ name }) => name === '&&' || name === '||');
}

function comesBefore(parent: SyntaxNode, child: SyntaxNode, ...names: string[]): boolean {
  const end = parent.children.findIndex(({ name }) => names.includes(name));
  return end >= 0 && parent.children.indexOf(child) < end;
}

/** An assignment without a command has the status of its last substitution. */
function isLastOfAssignment(tree: BashTree, substitution: SyntaxNode): boolean {
  let node = substitution;
  while (node.parent && WORD_PARTS.has(node.parent.name)) node = node.parent;
  const assignment = node.parent;
  if (assignment?.name !== 'variable_assignment') return false;
  const statement = assignment.parent?.name === 'variable_assignments' ? assignment.parent : assignment;
  if (statement.parent?.name === 'command' || statement.parent?.name === 'declaration_command') return false;
  const others = (tree.byName.get('command_substitution') ?? []).filter(
    (other) => isInside(other, statement) && other.index > substitution.index,
  );
  return others.every((other) => isInside(other, substitution));
}

function isStatement({ name, parent }: SyntaxNode): boolean {
  if (name === 'variable_assignment')
    return parent?.name !== 'variable_assignments' && parent?.name !== 'command';
  return name === 'variable_assignments' || name === 'subshell' || name === 'pipeline';
}

/** Whether a failure of this statement ends the shell that runs it: `set -e` is on, and nothing handles the failure. */
function endsByErrexit(statement: SyntaxNode, isInForce: IsInForce): boolean {
  if (enclosing(statement, SUBSTITUTIONS) || enclosing(statement, LOOKED_AT)) return false;
  for (let node = statement; node.parent; node = node.parent)
    if (node.parent.name === 'list' && node.parent.children.at(-1) !== node) return false;
  return isInForce('errexit', statement);
}

function isRedirectedByShell(tree: BashTree, { children }: SyntaxNode): boolean {
  const [body] = children;
  if (!body || REDIRECTS.has(body.name)) return false;
  return body.name === 'command'
    ? isBuiltin(tree, body)
    : body.name !== 'subshell' && body.name !== 'pipeline';
}

function isBuiltin(tree: BashTree, command: SyntaxNode): boolean {
  const { name } = commandAt(tree, command);
  return name !== undefined && BUILTINS.has(name) && functionsNamed(tree, name).length === 0;
}
