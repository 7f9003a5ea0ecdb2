import type { Observation } from '../findings.ts';
import { constantText, emptyText, placeholderIn, placeholderText } from '../issue-quality.ts';
import {
  childNamed,
  descendants,
  findAll,
  type SyntaxNode,
  type SyntaxTree,
  textOf,
} from '../syntax/tree.ts';
import type { DictEntry, WrittenDict } from './issue-dicts.ts';
import { literalBody, STRINGS, stringValue } from './strings.ts';
import { calleeOf, operands, unwrap } from './structure.ts';

const TEXT_KEYS = new Set(['issue title', 'issue description', 'issue next steps']);
const NEVER_EMPTY = new Set(['issue description', 'issue next steps']);
const OPERATIONS = new Set(['BinaryExpression']);
const CALLS = new Set(['CallExpression']);
const FORMAT_STRINGS = new Set(['FormatString']);
const BUILDERS = new Set(['format', 'format_map', 'join', 'substitute']);

type Text = DictEntry & { value: SyntaxNode };

/** Notes on the texts of the issues that a task returns. */
export function checkIssueText(tree: SyntaxTree, issues: readonly WrittenDict[]): Observation[] {
  const texts = issues.flatMap(({ entries }) =>
    entries.filter((entry): entry is Text => TEXT_KEYS.has(entry.key) && entry.value !== undefined),
  );
  return [
    ...texts.flatMap((entry) => checkEntry(tree, entry)),
    ...(texts.length > 0 && isConstant(tree, texts) ? [constantText('f-strings', texts[0]!.node.from)] : []),
  ];
}

function checkEntry(tree: SyntaxTree, { key, value }: Text): Observation[] {
  if (stringValue(tree, value)?.trim() === '' && NEVER_EMPTY.has(key)) return [emptyText(key, value.from)];
  return literalsIn(tree, value).flatMap((literal) => {
    const word = placeholderIn(literalBody(tree, literal));
    return word === undefined ? [] : [placeholderText(word, literal.from)];
  });
}

function literalsIn(tree: SyntaxTree, value: SyntaxNode): SyntaxNode[] {
  return [value, ...descendants(tree, value)].filter(
    ({ name }) => STRINGS.has(name) && name !== 'ContinuedString',
  );
}

/** Every text is a plain literal, and nothing in the script interpolates values into text. */
function isConstant(tree: SyntaxTree, texts: readonly Text[]): boolean {
  if (texts.some(({ value }) => stringValue(tree, value) === undefined)) return false;
  return !buildsText(tree);
}

function buildsText(tree: SyntaxTree): boolean {
  if (findAll(tree, FORMAT_STRINGS).some((node) => childNamed(node, 'FormatReplacement'))) return true;
  if (findAll(tree, CALLS).some((call) => BUILDERS.has(methodOf(tree, call) ?? ''))) return true;
  return findAll(tree, OPERATIONS).some((node) => {
    const operator = node.children[1];
    const symbol = operator && textOf(tree, operator);
    if (symbol !== '+' && symbol !== '%') return false;
    return operands(node).some((side) => isText(tree, unwrap(side)));
  });
}

function isText(tree: SyntaxTree, node: SyntaxNode): boolean {
  return STRINGS.has(node.name) || calleeOf(tree, node) === 'str';
}

/** The last part of the name that a call calls. */
function methodOf(tree: SyntaxTree, call: SyntaxNode): string | undefined {
  const callee = call.children[0];
  const property = callee && childNamed(callee, 'PropertyName');
  return property && textOf(tree, property);
}
