import { childNamed, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { type Command, commandAt, functionAround, literalText, ownRedirects } from './commands.ts';
import type { FunctionsReached } from './functions-reached.ts';
import type { BashTree } from './parse.ts';
import type { ReadTarget } from './result-words.ts';
import { firstEnd } from './shell-ends.ts';

const REDIRECTS = new Set(['file_redirect', 'heredoc_redirect', 'herestring_redirect']);
const PASSIVE = new Set([
  ';',
  '\n',
  'comment',
  'function_definition',
  '{',
  '}',
  '(',
  ')',
  'then',
  'else',
  'do',
  'done',
  'fi',
]);
const MAX_DEPTH = 12;
/** Whether a statement writes to the result on every path, and what is around it. */
export interface Written {
  isSure: boolean;
  /** Where it may end early, or undefined if it cannot. */
  blame: SyntaxNode | undefined;
  /** What runs before and after the statement that writes. */
  before: SyntaxNode[];
  after: SyntaxNode[];
}

const UNSURE: Written = { isSure: false, blame: undefined, before: [], after: [] };
const SURE: Written = { isSure: true, blame: undefined, before: [], after: [] };

/**
 * Whether running a function certainly writes something into the result: one of its statements does, and none before it ends
 * the function or the shell.
 */
export class SureWrites {
  readonly #tree: BashTree;
  readonly #functions: FunctionsReached;
  readonly #target: ReadTarget;

  constructor(tree: BashTree, functions: FunctionsReached, target: ReadTarget) {
    this.#tree = tree;
    this.#functions = functions;
    this.#target = target;
  }

  ofFunction(fn: SyntaxNode, isRedirected = false, depth = 0): Written {
    const body = fn.children.at(-1);
    // What ends a subshell is seen by nobody: the function only returns its status.
    if (body?.name !== 'compound_statement') return { ...UNSURE, blame: fn };
    return this.#sequence(body.children, isRedirected, depth + 1);
  }

  #sequence(nodes: readonly SyntaxNode[], isRedirected: boolean, depth: number): Written {
    if (depth > MAX_DEPTH) return UNSURE;
    const statements = nodes.filter(({ name }) => !PASSIVE.has(name));
    for (const [at, statement] of statements.entries()) {
      if (statement.name === '&') continue;
      const isJob = statements[at + 1]?.name === '&';
      const found = isJob ? UNSURE : this.#statement(statement, isRedirected, depth);
      if (found.isSure) {
        const before = statements.slice(0, at).filter(({ name }) => name !== '&');
        return {
          ...found,
          before: [...before, ...found.before],
          after: [...found.after, ...statements.slice(at + 1)],
        };
      }
      const blame = found.blame ?? (isJob ? undefined : this.#mayLeave(statement));
      if (blame) return { ...UNSURE, blame };
    }
    return UNSURE;
  }

  #statement(node: SyntaxNode, isRedirected: boolean, depth: number): Written {
    switch (node.name) {
      case 'redirected_statement':
        return this.#redirected(node, isRedirected, depth);
      case 'command':
        return this.#command(commandAt(this.#tree, node), isRedirected, depth);
      case 'compound_statement':
        return node.children[0]?.name === '{'
          ? this.#sequence(node.children, isRedirected, depth + 1)
          : UNSURE;
      case 'if_statement':
        return this.#branches(node, isRedirected, depth);
      case 'list': {
        const [first, ...rest] = node.children;
        const found = first ? this.#statement(first, isRedirected, depth + 1) : UNSURE;
        return found.isSure ? { ...found, after: [...found.after, ...rest] } : UNSURE;
      }
      default:
        return UNSURE;
    }
  }

  #redirected(node: SyntaxNode, isRedirected: boolean, depth: number): Written {
    const [body] = node.children;
    const redirects = ownRedirects(this.#tree, node);
    if (!body || REDIRECTS.has(body.name) || redirects.some(({ descriptor }) => descriptor === '3'))
      return UNSURE;
    const output = redirects.findLast(
      ({ descriptor, operator }) => (descriptor ?? '1') === '1' && /^(?:&?>{1,2}|>[&|])$/.test(operator),
    );
    const goesThere = output ? this.#isResult(output.operator, output.target) : isRedirected;
    const heredoc = childNamed(node, 'heredoc_redirect');
    if (body.name === 'command' && heredoc && goesThere) {
      const { name, args } = commandAt(this.#tree, body);
      const text = childNamed(heredoc, 'heredoc_body');
      const isPlain = heredoc.children.every(({ name }) =>
        /^(?:<<-?|heredoc_\w+|file_redirect|file_descriptor)$/.test(name),
      );
      if (name === 'cat' && args.length === 0 && isPlain && text && text.to > text.from) return SURE;
    }
    if (heredoc) return UNSURE;
    return this.#statement(body, goesThere, depth + 1);
  }

  #isResult(operator: string, target: SyntaxNode | undefined): boolean {
    if (!target) return false;
    if (operator === '>&') return literalText(this.#tree, target) === '3';
    return this.#target(target) === 'result';
  }

  #command({ name = '', args }: Command, isRedirected: boolean, depth: number): Written {
    const own = this.#functions.named(name);
    if (own.length > 0) {
      const found = own.length === 1 ? this.ofFunction(own[0]!, isRedirected, depth) : UNSURE;
      return found.isSure ? found : UNSURE;
    }
    if (!isRedirected) return UNSURE;
    const [first] = args;
    if (name === 'echo') return !first || this.#isNoOption(first) ? SURE : UNSURE;
    if (name !== 'printf' || !first) return UNSURE;
    const format = literalText(this.#tree, first);
    if (format === undefined || format.startsWith('-')) return UNSURE;
    return /^[^%\\]|[^%]$/.test(format.replaceAll(/%[-+ #0]*[\d*]*(?:\.[\d*]+)?[a-zA-Z]/g, ''))
      ? SURE
      : UNSURE;
  }

  /** A word that `echo` writes: quoted or plain text that does not look like an option. */
  #isNoOption(word: SyntaxNode): boolean {
    const text = textOf(this.#tree, word).replace(/^["']/, '');
    if (/^[^-$`]/.test(text)) return !/^[*?]/.test(text);
    if (!/^\$/.test(text) || word.name !== 'string') return false;
    // A variable may hold an option only if the script contains one as text.
    return !/=["']?-[neE]+\b/.test(this.#tree.text);
  }

  #branches(node: SyntaxNode, isRedirected: boolean, depth: number): Written {
    const parts: SyntaxNode[][] = [];
    let isCondition = true;
    for (const child of node.children) {
      if (child.name === 'then') {
        isCondition = false;
        parts.push([]);
      } else if (child.name === 'elif_clause') {
        const at = child.children.findIndex(({ name }) => name === 'then');
        parts.push(child.children.slice(at + 1));
      } else if (child.name === 'else_clause') parts.push([...child.children]);
      else if (!isCondition && child.name !== 'fi') parts[0]!.push(child);
    }
    const then = node.children.findIndex(({ name }) => name === 'then');
    const blame = node.children
      .slice(0, then)
      .map((one) => this.#mayLeave(one))
      .find(Boolean);
    if (blame || !childNamed(node, 'else_clause')) return UNSURE;
    const found = parts.map((part) => this.#sequence(part, isRedirected, depth + 1));
    if (!found.every(({ isSure }) => isSure)) return UNSURE;
    return {
      ...SURE,
      before: [...node.children.slice(1, then), ...found.flatMap(({ before }) => before)],
      after: found.flatMap(({ after }) => after),
    };
  }

  #mayLeave(statement: SyntaxNode): SyntaxNode | undefined {
    return firstEnd(this.#tree, this.#functions, statement, functionAround(statement));
  }
}
