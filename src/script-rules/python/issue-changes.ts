import { childNamed, enclosing, findAll, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { type Binding, localBindings } from './bindings.ts';
import { sourceOf } from './control-flow.ts';
import { mentionsOf } from './mentions.ts';
import { reachingBindings } from './reaching.ts';
import { stringValue } from './strings.ts';
import { FUNCTIONS, SCOPES, subscript } from './structure.ts';

/** What a variable holds: the list of the issues, or one of them. */
export type Role = 'list' | 'issue';

/** What a mention stands for; of an element it is not followed which keys are set. */
type Held = Role | 'element';

/** Calls that look at what they are given and keep none of it. */
const LOOKING = new Set(['all', 'any', 'bool', 'isinstance', 'len', 'print', 'repr', 'str']);
const SHOWING = /\.(?:dumps|debug|info|warning|error)$/;
/** Calls that give its elements on. */
const COPYING = new Set(['enumerate', 'list', 'reversed', 'sorted', 'tuple']);
const OF_ISSUES = new Set(['copy', 'get', 'items', 'keys', 'values']);
const METHODS: Record<Held, ReadonlySet<string>> = {
  list: new Set(['append', 'count', 'extend', 'index', 'insert', 'reverse', 'sort']),
  issue: OF_ISSUES,
  element: OF_ISSUES,
};
/** Places that only ask whether there is something, or show it. */
const ASKING = new Set([
  'IfStatement',
  'WhileStatement',
  'AssertStatement',
  'FormatReplacement',
  'ExpressionStatement',
  'UnaryExpression',
]);
const COMPARING = new Set(['CompareOp', 'in', 'is', 'not']);
const GROUPING = new Set(['ArrayExpression', 'TupleExpression', 'ParenthesizedExpression']);
const NAMES = new Set(['VariableName']);
const ADDING = /\.(?:append|insert|extend)$/;

/**
 * Whether something may change what the variables of a function hold, besides the ways that are followed elsewhere: a
 * key that is set, a list that is added to. Every mention counts that is not known to leave it as it is.
 */
export class Mentions {
  readonly #tree: SyntaxTree;
  readonly #fn: SyntaxNode;
  /** Mentions that change it, at most two, by what is asked; all that is still being looked at counts as changed. */
  readonly #changing = new Map<string, readonly SyntaxNode[]>();

  constructor(tree: SyntaxTree, fn: SyntaxNode) {
    this.#tree = tree;
    this.#fn = fn;
  }

  /** `read` is a mention that is left out. */
  mayChange(name: string, role: Role, read: SyntaxNode): boolean {
    return this.#changesOf(name, role, this.#fn).some((node) => node !== read);
  }

  #changesOf(name: string, held: Held, below: SyntaxNode): readonly SyntaxNode[] {
    const key = `${below.index} ${held} ${name}`;
    const known = this.#changing.get(key);
    if (known) return known;
    const mentions = mentionsOf(this.#tree, name, below);
    this.#changing.set(key, mentions);
    const found: SyntaxNode[] = [];
    for (const node of mentions) {
      if (found.length < 2 && this.#changes(node, held)) found.push(node);
    }
    this.#changing.set(key, found);
    return found;
  }

  /** Whether an expression with that value stands where it may be changed. */
  #changes(node: SyntaxNode, held: Held): boolean {
    const { at } = node;
    const parent = node.parent!;
    if (ASKING.has(parent.name)) return false;
    const within = held === 'list' ? 'list' : 'element';
    switch (parent.name) {
      case 'ReturnStatement':
        return enclosing(parent, FUNCTIONS) !== this.#fn;
      case 'AssignStatement':
        return !isWritten(node);
      case 'UpdateStatement':
        return held !== 'list' || at > 0;
      case 'MemberExpression':
        return this.#memberChanges(parent, held);
      case 'ArgList':
        return this.#callChanges(parent, at, held);
      case 'ForStatement':
      case 'ArrayComprehensionExpression':
      case 'ComprehensionExpression':
        return this.#loopChanges(parent, at);
      case 'BinaryExpression':
        return !parent.children.some(({ name }) => COMPARING.has(name)) && this.#changes(parent, within);
      case 'ConditionalExpression':
        return at !== 2 && this.#changes(parent, within);
      case 'ParenthesizedExpression':
        return this.#changes(parent, within);
      case 'ArrayExpression':
      case 'TupleExpression':
        return this.#changes(parent, 'list');
      default:
        return true;
    }
  }

  /** `issue.get("a")` leaves it; `issue.pop("a")`, `del issue["a"]`, `issues[0]["a"] = 1` do not. */
  #memberChanges(member: SyntaxNode, held: Held): boolean {
    const property = childNamed(member, 'PropertyName');
    if (property) return !METHODS[held].has(textOf(this.#tree, property));
    if (held !== 'list') return this.#keyChanges(member, held);
    return isWritten(member) || this.#changes(member, subscript(member) ? 'element' : 'list');
  }

  /** A key that is written out and set is followed as a part of the issue; a number may lead to an issue further in. */
  #keyChanges(member: SyntaxNode, held: Held): boolean {
    const key = subscript(member)?.key;
    const isNamed = key !== undefined && stringValue(this.#tree, key) !== undefined;
    if (!isWritten(member)) return !isNamed && this.#changes(member, 'element');
    const isSet = member.at === 0 && member.parent!.children[1]!.name === 'AssignOp';
    return held !== 'issue' || !isNamed || !isSet;
  }

  #callChanges(list: SyntaxNode, at: number, held: Held): boolean {
    const { children } = list;
    if (children[at + 1]?.name === 'AssignOp') return false;
    if (textOf(this.#tree, children[at - 1]!) === ':=') return true;
    const isGenerator = children.some(({ name }) => name === 'for');
    if (isGenerator && at > 1) return this.#loopChanges(list, at);
    const call = list.parent!;
    const callee = call.children[0]!;
    const text = textOf(this.#tree, callee);
    const source = sourceOf(this.#tree, text);
    if ((source && LOOKING.has(source)) || SHOWING.test(source ?? text)) return false;
    if (isGenerator) return true;
    if (source && COPYING.has(source)) return held === 'list' && this.#changes(call, held);
    return !ADDING.test(text) || this.#isKeptAndChanged(callee.children[0]!);
  }

  /** Whether a list that is added to may give the issue to something else; all is known only of a variable of the function. */
  #isKeptAndChanged(container: SyntaxNode): boolean {
    const name = textOf(this.#tree, container);
    const isOwn = localBindings(this.#tree, this.#fn).has(name);
    return !isOwn || this.#changesOf(name, 'list', this.#fn).length > 0;
  }

  /** `for issue in issues:` leaves them where its body does. */
  #loopChanges(loop: SyntaxNode, at: number): boolean {
    const names = loop.children.map(({ name }) => name);
    const from = names.lastIndexOf('for', at);
    if (from > names.lastIndexOf('in', at)) return false;
    if (names[at - 1] !== 'in') return names[at - 1] !== 'if';
    return loop.children
      .slice(from + 1, at - 1)
      .flatMap((target) => findAll(this.#tree, NAMES, target))
      .some((target) => this.#changesOf(textOf(this.#tree, target), 'element', loop).length > 0);
  }
}

/** Whether a part of a statement gets a value or is deleted there: `(a, b) = ...`, `for a in ...`, `del a`. */
function isWritten(node: SyntaxNode): boolean {
  const parent = node.parent!;
  if (GROUPING.has(parent.name)) return isWritten(parent);
  switch (parent.name) {
    case 'DeleteStatement':
      return true;
    case 'UpdateStatement':
      return node.at === 0;
    case 'AssignStatement':
      return parent.children.slice(node.at).some(({ name }) => name === 'AssignOp');
    default: {
      const before = parent.children.slice(0, node.at).map(({ name }) => name);
      return before.lastIndexOf('for') > before.lastIndexOf('in');
    }
  }
}

/** A key that `name["key"] = value` sets, with its statement and the bindings of the name that may hold there. */
export interface SetKey {
  key: string;
  statement: SyntaxNode;
  on: readonly Binding[];
}

/** Keys that are set on a variable that a function binds. */
export function keysSetOn(tree: SyntaxTree, fn: SyntaxNode, name: string): SetKey[] {
  const bindings = localBindings(tree, fn).get(name)!;
  return ownMentions(tree, fn, name).flatMap((mention) => {
    const target = mention.parent!;
    const part = target.at === 0 ? subscript(target) : undefined;
    const key = part && stringValue(tree, part.key);
    const statement = target.parent!;
    if (key === undefined || statement.name !== 'AssignStatement') return [];
    return [{ key, statement, on: reachingBindings(tree, fn, bindings, mention)! }];
  });
}

/** The places where a variable of a function is named, without those where a function inside means one of its own. */
export function ownMentions(tree: SyntaxTree, fn: SyntaxNode, name: string): SyntaxNode[] {
  return mentionsOf(tree, name, fn).filter((mention) => {
    for (let scope = enclosing(mention, SCOPES); scope && scope !== fn; scope = enclosing(scope, SCOPES))
      if (localBindings(tree, scope).has(name)) return false;
    return true;
  });
}
