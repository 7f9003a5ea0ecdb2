import { applyEdits, type Edit } from '../syntax/edits.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import { closingBracket, endOfHeader, topLevelOffsets } from './logical-line.ts';

/*
 * Valid Python that the grammar of @lezer/python 1.1 does not have. Most of it leaves an error node in a tree that is
 * right all around it; the rest is rewritten, character for character, before the text is read a second time.
 */

const STAR_PLACES = new Set([
  'ArgList',
  'ArrayComprehensionExpression',
  'ComprehensionExpression',
  'DictionaryComprehensionExpression',
  'MemberExpression',
  'SetComprehensionExpression',
  'TypeDef',
]);

/** Whether an error node only marks a construct that the grammar lacks. */
export function isKnownGap(error: SyntaxNode, text: string): boolean {
  const parent = error.parent;
  if (!parent) return false;
  const at = parent.children.indexOf(error);
  const before = parent.children[at - 1];
  const token = text.slice(error.from, error.to);
  switch (parent.name) {
    case 'YieldStatement':
    case 'YieldExpression':
      return token === '' && before?.name === 'yield';
    case 'ParamList':
      return token === '/' && parent.parent?.name === 'LambdaExpression';
    case 'MatchStatement':
      return isSubjectList(parent, error, text);
  }
  if (token === '*' && STAR_PLACES.has(parent.name)) return parent.children[at + 1]?.isError === false;
  return isInRawFormatString(error, text);
}

/** `match a, b:` */
function isSubjectList(statement: SyntaxNode, error: SyntaxNode, text: string): boolean {
  const body = statement.children.find((child) => child.name === 'MatchBody');
  if (!body || error.from >= body.from) return false;
  const first = statement.children.find((child) => child.isError);
  return first !== undefined && text[first.from] === ',';
}

/** In `rf"\{{"` the backslash does not protect the brace; the grammar reads it as if it did. */
function isInRawFormatString(error: SyntaxNode, text: string): boolean {
  for (let node = error.parent; node; node = node.parent) {
    if (node.name !== 'FormatString') continue;
    const isRaw = /^(?:r[fF]|R[fF]|[fF][rR])/.test(text.slice(node.from, node.from + 2));
    return isRaw && text.slice(node.from, node.to).includes('\\{{');
  }
  return false;
}

/** The text with what the grammar lacks rewritten at the same length; the same text where there is nothing to do. */
export function mend(tree: SyntaxTree): string {
  const { text } = tree;
  const edits = tree.nodes.flatMap((node) => mendNode(text, node));
  const apart = edits
    .toSorted((a, b) => a.from - b.from)
    .filter(({ from }, at, all) => from >= (all[at - 1]?.to ?? 0));
  // Python ignores form feeds at the start of a line.
  return applyEdits(text, apart).replace(/^\f+/gm, (feeds) => '\n'.repeat(feeds.length));
}

function mendNode(text: string, node: SyntaxNode): Edit[] {
  const around = node.parent?.name;
  if (node.name === '.' && around === 'MemberExpression') return mendNumber(node);
  if (node.name === 'case' && around === 'MatchClause') return mendPattern(text, node);
  if (node.name === 'with' && around === 'WithStatement') return mendWith(text, node);
  if (node.name !== 'Decorator' || !node.children.some((child) => child.isError)) return [];
  return [filled(node.from + 1, endOfHeader(text, node.from + 1, ''))];
}

/** `20.` without a digit after the point. */
function mendNumber(point: SyntaxNode): Edit[] {
  const [number] = point.parent?.children ?? [];
  if (number?.name !== 'Number' || number.to !== point.from) return [];
  return [{ from: point.from, to: point.to, text: '0' }];
}

/** `case A():`, `case []:` and `case {}:`, empty inside. */
function mendPattern(text: string, keyword: SyntaxNode): Edit[] {
  const to = endOfHeader(text, keyword.to, ':');
  const header = text.slice(keyword.to, to);
  const mended = header.replace(/(?<=\w)\(\)/g, '  ').replace(/\(\)|\[\]|\{\}/g, '_ ');
  return mended === header ? [] : [{ from: keyword.to, to, text: mended }];
}

/** `with (a as b, c as d):`, and targets that are not plain names: `with a as (b, c), d as e.f:`. */
function mendWith(text: string, keyword: SyntaxNode): Edit[] {
  const to = endOfHeader(text, keyword.to, ':');
  if (text[to] !== ':') return [];
  const header = text.slice(keyword.to, to);
  const opened = withoutParentheses(header);
  const targets = topLevelOffsets(opened, 0, opened.length, AS).flatMap((from) => {
    const end = endOfHeader(opened, from, ',');
    return /^\w+\s*$/.test(opened.slice(from, end)) ? [] : [filled(from, end)];
  });
  const mended = applyEdits(opened, targets);
  return mended === header ? [] : [{ from: keyword.to, to, text: mended }];
}

const AS = /\bas\s+/y;

function withoutParentheses(header: string): string {
  const open = header.length - header.trimStart().length;
  const close = header.trimEnd().length - 1;
  if (header[open] !== '(' || closingBracket(header, open) !== close) return header;
  if (topLevelOffsets(header, open + 1, close, AS).length === 0) return header;
  const inner = header.slice(open + 1, close).replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const onOneLine = inner.replaceAll('\n', ' ').replace(/,(\s*)$/, ' $1');
  return `${header.slice(0, open)} ${onOneLine} ${header.slice(close + 1)}`;
}

/** A name of the same length. */
function filled(from: number, to: number): Edit {
  return { from, to, text: '_'.repeat(Math.max(0, to - from)) };
}
