import { childNamed, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { unwrap } from './structure.ts';

export const STRINGS: ReadonlySet<string> = new Set(['String', 'FormatString', 'ContinuedString']);
const ESCAPES: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** The value of a string literal; undefined for anything else, for bytes, and for interpolated strings. */
export function stringValue(tree: SyntaxTree, expression: SyntaxNode): string | undefined {
  const node = unwrap(expression);
  if (node.name === 'ContinuedString') {
    const parts = node.children
      .filter((child) => STRINGS.has(child.name))
      .map((child) => stringValue(tree, child));
    return parts.includes(undefined) ? undefined : parts.join('');
  }
  if (node.name === 'FormatString' && childNamed(node, 'FormatReplacement')) return undefined;
  if (!STRINGS.has(node.name)) return undefined;
  const { prefix, body } = partsOfLiteral(textOf(tree, node));
  if (/b/i.test(prefix)) return undefined;
  return /r/i.test(prefix) ? body : withoutEscapes(body);
}

/** The text between the quotes, with escapes as written. */
export function literalBody(tree: SyntaxTree, literal: SyntaxNode): string {
  return partsOfLiteral(textOf(tree, literal)).body;
}

function partsOfLiteral(literal: string): { prefix: string; body: string } {
  const prefix = /^[a-zA-Z]*/.exec(literal)?.[0] ?? '';
  const rest = literal.slice(prefix.length);
  const quote = /^(?:"""|'''|"|')/.exec(rest)?.[0] ?? '';
  return { prefix, body: rest.slice(quote.length, Math.max(quote.length, rest.length - quote.length)) };
}

function withoutEscapes(body: string): string {
  return body.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|([\s\S]))/gi, (whole, hex, unicode, char) => {
    if (hex ?? unicode) return String.fromCharCode(Number.parseInt(hex ?? unicode, 16));
    return ESCAPES[char] ?? whole;
  });
}
