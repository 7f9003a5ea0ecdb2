import { remembered } from '../syntax/remembered.ts';
import {
  childNamed,
  enclosing,
  isInside,
  type SyntaxNode,
  type SyntaxTree,
  siblingBefore,
  textOf,
} from '../syntax/tree.ts';
import { type Binding, localBindings } from './bindings.ts';
import { keysSetOn, Mentions, ownMentions, type Role, type SetKey } from './issue-changes.ts';
import { neverRuns } from './never-runs.ts';
import { reachingBindings } from './reaching.ts';
import { stringValue } from './strings.ts';
import { argumentsOf, operands, ownNodes, unwrap } from './structure.ts';
import { bindingsByName, truthOf } from './truth.ts';

const LISTS = new Set(['ArrayExpression', 'TupleExpression']);
const COPIES = new Set(['list', 'tuple', 'sorted', 'reversed']);
const GIVING = new Set(['ReturnStatement', 'YieldStatement', 'YieldExpression']);
const BLOCKS = new Set(['Body']);
const MAX_STEPS = 400;
/** With more that may hold at one place, to compare those of each place would take long. */
const MAX_BINDINGS = 20;

/**
 * The dicts that main() returns as issues, by their nodes: written in the list that it returns, appended to it, kept
 * in a variable of the function before, or made by the script's own functions. A value that something else may change
 * or replace on the way is left out: one that is passed on, looped over and written to, or taken from elsewhere.
 */
export function returnedIssues(tree: SyntaxTree, main: SyntaxNode): ReadonlySet<SyntaxNode> {
  const flow = new IssueFlow(tree);
  flow.returnsOf(main, 'list');
  return flow.found;
}

class IssueFlow {
  readonly found = new Set<SyntaxNode>();
  readonly #tree: SyntaxTree;
  readonly #seen = new Set<string>();
  readonly #mentions = new Map<SyntaxNode, Mentions>();
  /** What was looked at once, by function and name. */
  readonly #keys = new Map<string, readonly SetKey[]>();
  readonly #lists = new Set<string>();

  constructor(tree: SyntaxTree) {
    this.#tree = tree;
  }

  returnsOf(fn: SyntaxNode, role: Role): void {
    if (!this.#isNew(fn, role)) return;
    if (fn.name === 'LambdaExpression') {
      this.#follow(operands(fn).at(-1), role, fn);
      return;
    }
    const giving = ownNodes(this.#tree, fn).filter(({ name }) => GIVING.has(name));
    const isPlain = giving.every(({ name }) => name === 'ReturnStatement');
    if (!isPlain || fn.parent!.name === 'DecoratedStatement') return;
    for (const node of giving) {
      if (neverRuns(this.#tree, node)) continue;
      if (node.children.some(({ name }) => name === ',')) this.#elements(node, fn);
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
        const [yes, test, no] = operands(node);
        const truth = truthOf(this.#tree, test);
        if (truth !== false) this.#follow(yes, role, fn);
        if (truth !== true) this.#follow(no, role, fn);
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
        this.#follow(operands(node)[0], 'issue', fn);
        return;
      default:
        if (LISTS.has(node.name)) this.#elements(node, fn);
    }
  }

  #elements(list: SyntaxNode, fn: SyntaxNode): void {
    for (const element of operands(list))
      this.#follow(element, siblingBefore(element)?.name === '*' ? 'list' : 'issue', fn);
  }

  /** A name that the script binds in one place, as a function, is that function; one that it does not bind is Python's. */
  #call(node: SyntaxNode, role: Role, fn: SyntaxNode): void {
    const name = textOf(this.#tree, node.children[0]!);
    const bindings = bindingsByName(this.#tree).get(name);
    if (bindings) {
      const [only, ...more] = bindings;
      if (only?.form === 'function' && more.length === 0 && !isMethod(only.node))
        this.returnsOf(only.node, role);
    } else if (name === 'dict') this.found.add(node);
    else if (COPIES.has(name)) this.#follow(argumentsOf(this.#tree, node)[0]?.value, role, fn);
  }

  #variable(node: SyntaxNode, role: Role, fn: SyntaxNode): void {
    const tree = this.#tree;
    const name = textOf(tree, node);
    const reaching = reachingBindings(tree, fn, localBindings(tree, fn).get(name) ?? [], node) ?? [];
    if (reaching.length === 0 || this.#mentionsIn(fn).mayChange(name, role, node)) return;
    const all = this.#keysSet(name, fn);
    if ([reaching, ...all.map(({ on }) => on)].some(({ length }) => length > MAX_BINDINGS)) return;
    const set = all.filter(({ on }) => on.some((binding) => reaching.includes(binding)));
    const keys = new Set(set.map(({ key }) => key));
    if (keys.size < set.length) return;
    for (const { statement } of set) if (!neverRuns(tree, statement)) this.found.add(statement);
    for (const binding of reaching) {
      const { value } = binding;
      if (!value || neverRuns(tree, value) || mayBeReplaced(binding, reaching)) continue;
      if (!this.#isChanged(value, keys)) this.#follow(value, role, fn);
    }
    this.#listChanges(name, fn);
  }

  #keysSet(name: string, fn: SyntaxNode): readonly SetKey[] {
    return remembered(this.#keys, `${fn.index} ${name}`, () => keysSetOn(this.#tree, fn, name));
  }

  #mentionsIn(fn: SyntaxNode): Mentions {
    return remembered(this.#mentions, fn, () => new Mentions(this.#tree, fn));
  }

  /** Whether keys that are set later may take the place of those that a value begins with. */
  #isChanged(value: SyntaxNode, keys: ReadonlySet<string | undefined>): boolean {
    const dict = unwrap(value);
    return (
      keys.size > 0 &&
      (dict.name !== 'DictionaryExpression' ||
        dict.children.some((child) => keys.has(stringValue(this.#tree, child))))
    );
  }

  /** `issues.append(issue)`, `issues.extend(list)`, `issues += list` */
  #listChanges(name: string, fn: SyntaxNode): void {
    const id = `${fn.index} ${name}`;
    if (this.#lists.has(id)) return;
    this.#lists.add(id);
    for (const mention of ownMentions(this.#tree, fn, name)) {
      const parent = mention.parent!;
      if (neverRuns(this.#tree, parent)) continue;
      if (parent.name === 'UpdateStatement') this.#follow(parent.children.at(-1), 'list', fn);
      else this.#methodCall(parent, fn);
    }
  }

  #methodCall(callee: SyntaxNode, fn: SyntaxNode): void {
    const property = childNamed(callee, 'PropertyName');
    const method = property && textOf(this.#tree, property);
    const list = argumentsOf(this.#tree, callee.parent!);
    if (method === 'append' || method === 'insert') this.#follow(list.at(-1)?.value, 'issue', fn);
    if (method === 'extend') this.#follow(list[0]?.value, 'list', fn);
  }
}

function isMethod(definition: SyntaxNode): boolean {
  return definition.parent!.parent?.name === 'ClassDefinition';
}

/** Whether a later statement where the value still holds may give the variable another. */
function mayBeReplaced({ node }: Binding, reaching: readonly Binding[]): boolean {
  const block = enclosing(node, BLOCKS)!;
  return reaching.some(
    (later) =>
      later.node.name !== 'UpdateStatement' && later.node.index > node.index && isInside(later.node, block),
  );
}
