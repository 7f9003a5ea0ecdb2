import { childNamed, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { type Command, commandAt, functionAround, literalText, ownRedirects } from './commands.ts';
import type { FunctionsReached } from './functions-reached.ts';
import type { BashTree } from './parse.ts';
import type { ReadTarget } from './result-words.ts';
import { firstEnd } from './shell-ends.ts';

/** Operators by which a command's output goes to what follows them. */
const WRITING = new Set(['>', '>>', '>&', '>&-', '>|', '&>', '&>>']);
/** The parts of a here-document after which nothing else runs. */
const PLAIN = new Set(['<<', '<<-', 'heredoc_start', 'heredoc_body', 'heredoc_end', 'file_redirect']);
const ELSES = new Set(['elif_clause', 'else_clause']);
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
    return this.#sequence(body.children, isRedirected, depth);
  }

  #sequence(nodes: readonly SyntaxNode[], isRedirected: boolean, depth: number): Written {
    const statements = nodes.filter(({ name }) => !PASSIVE.has(name));
    for (const [at, statement] of statements.entries()) {
      const found = this.#statement(statement, isRedirected, depth + 1);
      if (found.isSure) {
        return {
          ...found,
          before: [...statements.slice(0, at), ...found.before],
          after: [...found.after, ...statements.slice(at + 1)],
        };
      }
      const blame = found.blame ?? this.#mayLeave(statement);
      if (blame) return { ...UNSURE, blame };
    }
    return UNSURE;
  }

  #statement(node: SyntaxNode, isRedirected: boolean, depth: number): Written {
    if (depth > MAX_DEPTH) return UNSURE;
    switch (node.name) {
      case 'redirected_statement':
        return this.#redirected(node, isRedirected, depth);
      case 'command':
        return this.#command(commandAt(this.#tree, node), isRedirected, depth);
      case 'compound_statement':
        return this.#sequence(node.children, isRedirected, depth);
      case 'if_statement':
        return this.#branches(node, isRedirected, depth);
      case 'list': {
        const [first, ...rest] = node.children;
        const found = this.#statement(first!, isRedirected, depth + 1);
        return found.isSure ? { ...found, after: [...found.after, ...rest] } : UNSURE;
      }
      default:
        return UNSURE;
    }
  }

  #redirected(node: SyntaxNode, isRedirected: boolean, depth: number): Written {
    const redirects = ownRedirects(this.#tree, node);
    if (redirects.some(({ descriptor }) => descriptor === '3')) return UNSURE;
    const output = redirects.findLast(
      ({ descriptor = '1', operator }) => descriptor === '1' && WRITING.has(operator),
    );
    const goesThere = output ? this.#isResult(output.operator, output.target) : isRedirected;
    const body = node.children[0]!;
    const heredoc = childNamed(node, 'heredoc_redirect');
    if (heredoc && !heredoc.children.every(({ name }) => PLAIN.has(name))) return UNSURE;
    if (heredoc && goesThere && this.#isCopied(body, heredoc)) return SURE;
    return this.#statement(body, goesThere, depth + 1);
  }

  /** `cat` with a here-document that has lines. */
  #isCopied(body: SyntaxNode, heredoc: SyntaxNode): boolean {
    const { name, args } = commandAt(this.#tree, body);
    const text = childNamed(heredoc, 'heredoc_body');
    return name === 'cat' && args.length === 0 && text !== undefined && text.to > text.from;
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
    // A value of `%b` ends the output where it has `\c`.
    if (/%[-\d*.]*b/.test(format) && this.#tree.text.includes('\\c')) return UNSURE;
    return /[^%]/.test(format.replaceAll(/%[-+ #0\d*.]*[a-zA-Z]/g, '')) ? SURE : UNSURE;
  }

  /** A word that `echo` writes: quoted or plain text that does not look like an option. */
  #isNoOption(word: SyntaxNode): boolean {
    const isQuoted = word.name === 'string' || word.name === 'raw_string';
    const literal = literalText(this.#tree, word);
    if (literal !== undefined) return !/^-[neE]+$/.test(literal) && (isQuoted || !/^[*?[]/.test(literal));
    const text = textOf(this.#tree, word);
    if (/^"?[^-$`"'\\*?[]/.test(text)) return true;
    return word.name === 'string' && !/^"-|-[neE]+"$/.test(text) && !this.#mayHoldOption();
  }

  /** A variable may hold an option of `echo` only if the script contains one as a value. */
  #mayHoldOption(): boolean {
    return (
      /=(?:\$?["']|\\)?-[neE]+\b/.test(this.#tree.text) ||
      this.#tree.commands.some(
        ({ name = '', args }) =>
          this.#functions.named(name).length > 0 &&
          args.some((arg) => /^-[neE]+$/.test(literalText(this.#tree, arg) ?? '')),
      )
    );
  }

  #branches(node: SyntaxNode, isRedirected: boolean, depth: number): Written {
    const elses = node.children.filter(({ name }) => ELSES.has(name));
    if (elses.at(-1)?.name !== 'else_clause') return UNSURE;
    // Each condition is looked at with the statements behind it.
    const found = [node, ...elses].map(({ children }) =>
      this.#sequence(
        children.filter(({ name }) => !ELSES.has(name)),
        isRedirected,
        depth,
      ),
    );
    if (!found.every(({ isSure }) => isSure)) return UNSURE;
    return {
      ...SURE,
      before: found.flatMap(({ before }) => before),
      after: found.flatMap(({ after }) => after),
    };
  }

  #mayLeave(statement: SyntaxNode): SyntaxNode | undefined {
    return firstEnd(this.#tree, this.#functions, statement, functionAround(statement));
  }
}
