import { childNamed, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { localBindings } from './bindings.ts';
import { keysSetOn, mayChange, type Role } from './issue-changes.ts';
import { functionsByName } from './main-function.ts';
import { reachingBindings } from './reaching.ts';
import { stringValue } from './strings.ts';
import { argumentsOf, calls, operands, ownNodes, unwrap } from './structure.ts';

const LISTS = new Set(['ArrayExpression', 'TupleExpression']);
const COPIES = new Set(['list', 'tuple', 'sorted', 'reversed']);
const RETURNS = new Set(['ReturnStatement']);
const MAX_STEPS = 400;

/**
 * The dicts that main() returns as issues, by their nodes: written in the list that it returns, appended to it, kept
 * in a variable of the function before, or made by the script's own functions. A value that something else may change
 * on the way is left out: one that is passed on, looped over and written to, or taken from elsewhere.
 */
export function returnedIssues(tree: SyntaxTree, main: SyntaxNode): ReadonlySet<SyntaxNode> {
  const flow = new IssueFlow(tree);
  flow.returnsOf(main, 'list');
  return flow.found;
}

class IssueFlow {
  readonly found = new Set<SyntaxNode>();
  readonly #tree: SyntaxTree;
  readonly #functions: ReadonlyMap<string, SyntaxNode>;
  readonly #seen = new Set<string>();

  constructor(tree: SyntaxTree) {
    this.#tree = tree;
    this.#functions = functionsByName(tree);
  }

  returnsOf(fn: SyntaxNode, role: Role): void {
    if (!this.#isNew(fn, role)) return;
    if (fn.name === 'LambdaExpression') {
      this.#follow(operands(fn).at(-1), role, fn);
      return;
    }
    for (const node of ownNodes(this.#tree, fn).filter(({ name }) => RETURNS.has(name))) {
      const isTuple = node.children.some(({ name }) => name === ',');
      if (isTuple && role === 'list') this.#elements(node, fn);
      else this.#follow(operands(node)[0], role, fn);
    }
  }

  #isNew(node: SyntaxNode, role: Role): boolean {
    const key = `${node.index} ${role}`;
    if (this.#seen.has(key) || this.#seen.size > MAX_STEPS) return false;
    this.#seen.add(key);
    return true;
  }

  #follow(expression: SyntaxNode | undefined, role: Role, fn: SyntaxNode): void {
    const node = expression && unwrap(expression);
    if (!node || !this.#isNew(node, role)) return;
    switch (node.name) {
      case 'ConditionalExpression': {
        const [yes, , no] = operands(node);
        this.#follow(yes, role, fn);
        this.#follow(no, role, fn);
        return;
      }
      case 'BinaryExpression':
        if (role === 'list') for (const side of operands(node)) this.#follow(side, role, fn);
        return;
      case 'CallExpression':
        this.#call(node, role, fn);
        return;
      case 'VariableName':
        this.#variable(node, role, fn);
        return;
      case 'DictionaryExpression':
        if (role === 'issue') this.found.add(node);
        return;
      case 'ArrayComprehensionExpression':
        if (role === 'list') this.#follow(operands(node)[0], 'issue', fn);
        return;
      default:
        if (role === 'list' && LISTS.has(node.name)) this.#elements(node, fn);
    }
  }

  #elements(list: SyntaxNode, fn: SyntaxNode): void {
    list.children.forEach((child, at) => {
      const role = list.children[at - 1]?.name === '*' ? 'list' : 'issue';
      if (operands(list).includes(child)) this.#follow(child, role, fn);
    });
  }

  #call(node: SyntaxNode, role: Role, fn: SyntaxNode): void {
    const callee = node.children[0];
    if (callee?.name !== 'VariableName') return;
    const name = textOf(this.#tree, callee);
    if (name === 'dict' && role === 'issue') this.found.add(node);
    const own = this.#functions.get(name);
    if (own) this.returnsOf(own, role);
    else if (role === 'list' && COPIES.has(name))
      this.#follow(argumentsOf(this.#tree, node)[0]?.value, role, fn);
  }

  #variable(node: SyntaxNode, role: Role, fn: SyntaxNode): void {
    const tree = this.#tree;
    const name = textOf(tree, node);
    const locals = localBindings(tree, fn).filter((binding) => binding.name === name);
    const reaching = reachingBindings(tree, fn, locals, node);
    if (!reaching || reaching.length === 0 || mayChange(tree, fn, { name, role }, node)) return;
    const set = role === 'issue' ? keysSetOn(tree, fn, name) : [];
    const keys = new Set(set.map(({ key }) => key));
    if (keys.size < set.length) return;
    for (const { value } of reaching)
      if (value && !this.#isReplaced(value, keys)) this.#follow(value, role, fn);
    for (const { statement } of set) this.found.add(statement);
    if (role === 'list') this.#listChanges(name, fn);
  }

  /** Whether keys that are set later may take the place of those that a value begins with. */
  #isReplaced(value: SyntaxNode, keys: ReadonlySet<string | undefined>): boolean {
    if (keys.size === 0) return false;
    const dict = unwrap(value);
    return (
      dict.name !== 'DictionaryExpression' ||
      dict.children.some((child) => keys.has(stringValue(this.#tree, child)))
    );
  }

  /** `issues.append(issue)`, `issues.extend(list)`, `issues += list` */
  #listChanges(name: string, fn: SyntaxNode): void {
    const tree = this.#tree;
    for (const call of calls(tree, fn)) {
      const method = methodOn(tree, call, name);
      const list = argumentsOf(tree, call);
      if (method === 'append' || method === 'insert') this.#follow(list.at(-1)?.value, 'issue', fn);
      if (method === 'extend') this.#follow(list[0]?.value, 'list', fn);
    }
    for (const node of ownNodes(tree, fn)) {
      const [target] = node.children;
      if (node.name === 'UpdateStatement' && target && textOf(tree, target) === name)
        this.#follow(node.children.at(-1), 'list', fn);
    }
  }
}

function methodOn(tree: SyntaxTree, call: SyntaxNode, name: string): string | undefined {
  const [callee] = call.children;
  const object = callee?.children[0];
  if (callee?.name !== 'MemberExpression' || object?.name !== 'VariableName') return undefined;
  const property = childNamed(callee, 'PropertyName');
  return property && textOf(tree, object) === name ? textOf(tree, property) : undefined;
}
