import { remembered } from '../syntax/remembered.ts';
import {
  childNamed,
  enclosing,
  type SyntaxNode,
  type SyntaxTree,
  siblingBefore,
  textOf,
} from '../syntax/tree.ts';
import { localBindings } from './bindings.ts';
import { keysSetOn, Mentions, type Role } from './issue-changes.ts';
import { functionsByName } from './main-function.ts';
import { mentionsOf } from './mentions.ts';
import { neverRuns } from './never-runs.ts';
import { reachingBindings } from './reaching.ts';
import { stringValue } from './strings.ts';
import { argumentsOf, operands, ownNodes, SCOPES, unwrap } from './structure.ts';

const LISTS = new Set(['ArrayExpression', 'TupleExpression']);
const COPIES = new Set(['list', 'tuple', 'sorted', 'reversed']);
const RETURNS = new Set(['ReturnStatement']);
const MAX_STEPS = 400;
const NO_KEYS: ReadonlySet<string | undefined> = new Set();

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
  readonly #mentions = new Map<SyntaxNode, Mentions>();
  /** What was looked at once, by function and name. */
  readonly #keys = new Map<string, ReadonlySet<string | undefined> | undefined>();
  readonly #lists = new Set<string>();

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
      if (neverRuns(this.#tree, node)) continue;
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
    for (const element of operands(list))
      this.#follow(element, siblingBefore(element)?.name === '*' ? 'list' : 'issue', fn);
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
    const reaching = reachingBindings(tree, fn, localBindings(tree, fn).get(name) ?? [], node);
    if (!reaching || reaching.length === 0 || this.#mentionsIn(fn).mayChange(name, role, node)) return;
    const keys = role === 'issue' ? this.#keysSet(name, fn) : NO_KEYS;
    if (!keys) return;
    for (const { value } of reaching)
      if (value && !this.#isReplaced(value, keys) && !neverRuns(tree, value)) this.#follow(value, role, fn);
    if (role === 'list') this.#listChanges(name, fn);
  }

  /** Keys that are set on a variable later, whose statements are found, too; undefined where one is set again or not known. */
  #keysSet(name: string, fn: SyntaxNode): ReadonlySet<string | undefined> | undefined {
    const id = `${fn.index} ${name}`;
    if (!this.#keys.has(id)) {
      const set = keysSetOn(this.#tree, fn, name);
      const keys = new Set(set.map(({ key }) => key));
      this.#keys.set(id, keys.size < set.length ? undefined : keys);
      if (keys.size === set.length) for (const { statement } of set) this.#find(statement);
    }
    return this.#keys.get(id);
  }

  #find(statement: SyntaxNode): void {
    if (!neverRuns(this.#tree, statement)) this.found.add(statement);
  }

  #mentionsIn(fn: SyntaxNode): Mentions {
    return remembered(this.#mentions, fn, () => new Mentions(this.#tree, fn));
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
    const id = `${fn.index} ${name}`;
    if (this.#lists.has(id)) return;
    this.#lists.add(id);
    for (const { at, parent } of mentionsOf(this.#tree, name, fn)) {
      if (!parent || at > 0 || neverRuns(this.#tree, parent)) continue;
      const call = parent.parent;
      if (parent.name === 'UpdateStatement') {
        if (enclosing(parent, SCOPES) === fn) this.#follow(parent.children.at(-1), 'list', fn);
      } else if (parent.name === 'MemberExpression' && parent.at === 0 && call?.name === 'CallExpression') {
        this.#methodCall(parent, call, fn);
      }
    }
  }

  #methodCall(callee: SyntaxNode, call: SyntaxNode, fn: SyntaxNode): void {
    const property = childNamed(callee, 'PropertyName');
    const method = property && textOf(this.#tree, property);
    const list = argumentsOf(this.#tree, call);
    if (method === 'append' || method === 'insert') this.#follow(list.at(-1)?.value, 'issue', fn);
    if (method === 'extend') this.#follow(list[0]?.value, 'list', fn);
  }
}
