import { childNamed, enclosing, findAll, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { mentionsOf } from './mentions.ts';
import { stringValue } from './strings.ts';
import { FUNCTIONS, subscript } from './structure.ts';

/** What a variable holds: the list of the issues, or one of them. */
export type Role = 'list' | 'issue';

/** Calls that look at what they are given and keep none of it. */
const LOOKING = new Set(['all', 'any', 'bool', 'isinstance', 'len', 'print', 'repr', 'str']);
/** Calls that give its elements on. */
const COPYING = new Set(['enumerate', 'list', 'reversed', 'sorted', 'tuple']);
const METHODS: Record<Role, RegExp> = {
  list: /^(?:append|count|extend|index|insert|reverse|sort)$/,
  issue: /^(?:copy|get|items|keys|values)$/,
};
/** Places that only ask whether there is something, or show it. */
const ASKING = /^(?:IfStatement|WhileStatement|AssertStatement|FormatReplacement|ExpressionStatement)$/;
const NAMES = new Set(['VariableName']);
const ADDING = /\.(?:append|insert|extend)$/;

/** What a mention stands for; the keys that are set on it are followed only where the variable itself is. */
interface Held {
  role: Role;
  isFollowed: boolean;
}

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
    return this.#changesOf(name, { role, isFollowed: true }, this.#fn).some((node) => node !== read);
  }

  #changesOf(name: string, held: Held, below: SyntaxNode): readonly SyntaxNode[] {
    const key = `${below.index} ${held.role} ${held.isFollowed} ${name}`;
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
    const { role } = held;
    const { parent } = node;
    if (!parent || ASKING.test(parent.name)) return false;
    const { at } = node;
    switch (parent.name) {
      case 'ReturnStatement':
        return enclosing(parent, FUNCTIONS) !== this.#fn;
      case 'AssignStatement':
        return at > parent.children.findLastIndex(({ name }) => name === 'AssignOp');
      case 'UpdateStatement':
        return role !== 'list' || at > 0;
      case 'MemberExpression':
        return at === 0 && this.#memberChanges(parent, held);
      case 'ArgList':
        return this.#callChanges(parent, at, held);
      case 'ForStatement':
      case 'ArrayComprehensionExpression':
      case 'ComprehensionExpression':
        return this.#loopChanges(parent, at);
      case 'UnaryExpression':
        return parent.children[0]?.name !== 'not';
      case 'BinaryExpression':
        return /^(?:CompareOp|in|is|not)$/.test(parent.children[1]?.name ?? '')
          ? false
          : this.#changes(parent, held);
      case 'ConditionalExpression':
        return at === 2 ? false : this.#changes(parent, held);
      case 'ArrayExpression':
      case 'TupleExpression':
      case 'DictionaryExpression':
      case 'ParenthesizedExpression':
        return this.#changes(parent, held);
      default:
        return true;
    }
  }

  /** `issue.get("a")` leaves it; `issue.pop("a")`, `del issue["a"]`, `issues[0]["a"] = 1` do not. */
  #memberChanges(member: SyntaxNode, { role, isFollowed }: Held): boolean {
    const property = childNamed(member, 'PropertyName');
    if (property) return !METHODS[role].test(textOf(this.#tree, property));
    if (role === 'issue') return this.#keyChanges(member, isFollowed);
    const isSet = member.parent?.name === 'AssignStatement' && member.parent.children[0] === member;
    if (isSet || member.parent?.name === 'DeleteStatement') return true;
    return this.#changes(member, { role: subscript(member) ? 'issue' : 'list', isFollowed: false });
  }

  /** A key that is written out and set is followed as a part of the issue. */
  #keyChanges(member: SyntaxNode, isFollowed: boolean): boolean {
    const { parent } = member;
    if (parent?.name === 'DeleteStatement') return true;
    if (parent?.name === 'UpdateStatement') return parent.children[0] === member;
    if (parent?.name !== 'AssignStatement' || parent.children.at(-1) === member) return false;
    const key = subscript(member)?.key;
    return !isFollowed || parent.children[0] !== member || !key || stringValue(this.#tree, key) === undefined;
  }

  #callChanges(list: SyntaxNode, at: number, held: Held): boolean {
    const call = list.parent;
    const callee = call?.children[0];
    if (!call || !callee) return true;
    if (list.children[at + 1]?.name === 'AssignOp') return false;
    const isGenerator = /^(?:async|for)$/.test(list.children[2]?.name ?? '');
    if (isGenerator && list.children[at - 1]?.name !== '(') return this.#loopChanges(list, at);
    const text = textOf(this.#tree, callee);
    if (LOOKING.has(text) || /(?:^|\.)(?:dumps|debug|info|warning|error)$/.test(text)) return false;
    if (COPYING.has(text)) return held.role === 'list' && this.#changes(call, { ...held, isFollowed: false });
    if (!ADDING.test(text)) return true;
    const [container] = callee.children;
    if (container?.name !== 'VariableName') return true;
    const name = textOf(this.#tree, container);
    return this.#changesOf(name, { role: 'list', isFollowed: true }, this.#fn).length > 0;
  }

  /** `for issue in issues:` leaves them where its body does. */
  #loopChanges(loop: SyntaxNode, at: number): boolean {
    const names = loop.children.map(({ name }) => name);
    const targets = loop.children.slice(names.indexOf('for') + 1, names.indexOf('in'));
    if (targets.includes(loop.children[at]!)) return false;
    if (loop.children[at - 1]?.name !== 'in') return loop.name !== 'ForStatement' && names[at - 1] !== 'if';
    const bound = targets.flatMap((target) => findAll(this.#tree, NAMES, target));
    const isPlain = targets.every(({ name }) => name !== 'MemberExpression');
    return (
      !isPlain ||
      bound.some((target) => {
        const name = textOf(this.#tree, target);
        return this.#changesOf(name, { role: 'issue', isFollowed: false }, loop).length > 0;
      })
    );
  }
}

/** Keys that `name["key"] = value` sets in a function, with their statements. */
export function keysSetOn(
  tree: SyntaxTree,
  fn: SyntaxNode,
  name: string,
): { key: string | undefined; statement: SyntaxNode }[] {
  return mentionsOf(tree, name, fn).flatMap(({ at, parent: target }) => {
    const statement = target?.parent;
    const part = target?.at === 0 && at === 0 ? subscript(target) : undefined;
    if (!part || statement?.name !== 'AssignStatement') return [];
    return [{ key: stringValue(tree, part.key), statement }];
  });
}
