import type { Observation } from '../findings.ts';
import { isIssueKey, keyFault } from '../issue-keys.ts';
import { constantText, emptyText, placeholderIn, placeholderText } from '../issue-quality.ts';
import { checkSeverityText } from '../issue-severity.ts';
import { descendants, findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { literalText } from './commands.ts';
import { neverRuns } from './never-runs.ts';
import { WRITES_RESULT } from './other-programs.ts';
import type { BashTree } from './parse.ts';
import { reportedTexts } from './reported.ts';

const TEXTS = new Set(['string', 'raw_string', 'ansi_c_string', 'heredoc_body']);
const EXPANSIONS = new Set(['simple_expansion', 'expansion', 'command_substitution', 'arithmetic_expansion']);
/** A quoted key in the notation of JSON, jq and Python, and what follows its colon. */
const QUOTED_KEY = /\\?(["'])(issue[ _][^"'\\\n]{1,40})\\?\1\s*(?::|\]\s*\|?=)\s*/g;
/** A key as jq also allows it: `{issue_title: $t}`. */
const BARE_KEY = /[{,]\s*(issue_\w+)\s*:\s*/g;
const VALUE = /(?:\\?"((?:[^"\\]|\\[^"])*)\\?"|(-?[\d.]+|null|true|false))/y;
const TEXT_OPTION = /desc|detail|title|next|step/i;

interface KeyPlace {
  key: string;
  offset: number;
  /** Its value as written: quoted text, or a bare literal. */
  value: { text: string; isQuoted: boolean; offset: number } | undefined;
}

/** A piece of text in a script that contains issue keys. */
interface IssueText {
  node: SyntaxNode;
  keys: KeyPlace[];
}

/** Programs that can turn the text they get into any other text. */
const REWRITERS = new Set([
  'awk',
  'envsubst',
  'gawk',
  'node',
  'perl',
  'python',
  'python3',
  'ruby',
  'sed',
  'tr',
  'yq',
]);
/** jq functions and Bash expansions that change keys or words. */
const REWRITES = /\b(?:gsub|sub|with_entries|from_entries|map_keys|walk|paths|ascii_downcase)\b|\$\{\w+\//;

/**
 * Keys, severities and texts of the issues that a task writes as JSON, as jq programs or as format strings. A fault is an
 * error where the text is seen to be reported and nothing in the script can change it first: no program that rewrites text,
 * nothing after it in a jq program, and no other place that reads the key. Unseen: whether a test that is made at run time
 * lets the line be reached.
 */
export function checkIssueText(tree: BashTree): Observation[] {
  const texts = findAll(tree, TEXTS).map((node) => ({ node, keys: keysIn(textOf(tree, node), node.from) }));
  const withKeys = texts.filter(({ keys }) => isAboutIssues(keys));
  const isRewritten = rewrites(tree);
  const isReported = reportedTexts(tree);
  const faults = withKeys.flatMap((text) => {
    const isFinal = !isRewritten && isReported(text.node) && !neverRuns(tree, text.node);
    return text.keys
      .flatMap((place) => [...checkKey(place), ...checkValue(place)].map((fault) => ({ place, fault })))
      .map(({ place, fault }) =>
        isFinal && !isRead(tree, place) && !isChangedAfter(tree, text.node, place) ? fault : asAdvice(fault),
      );
  });
  const observations = [...faults, ...jqArguments(tree), ...constant(tree, withKeys)];
  // A text inside another is found twice.
  return [...new Map(observations.map((one) => [`${one.code} ${one.offset}`, one])).values()];
}

function keysIn(text: string, from: number): KeyPlace[] {
  const quoted = [...text.matchAll(QUOTED_KEY)].map((match) => place(text, from, match, match[2]!));
  const bare = [...text.matchAll(BARE_KEY)].map((match) => place(text, from, match, match[1]!));
  return [...quoted, ...bare];
}

function place(text: string, from: number, match: RegExpExecArray, key: string): KeyPlace {
  VALUE.lastIndex = match.index + match[0].length;
  const value = VALUE.exec(text);
  return {
    key,
    offset: from + match.index + match[0].indexOf(key),
    value: value
      ? { text: value[1] ?? value[2] ?? '', isQuoted: value[1] !== undefined, offset: from + value.index }
      : undefined,
  };
}

/** At least one key is an issue key or close to one; otherwise the text is about something else. */
function isAboutIssues(keys: readonly KeyPlace[]): boolean {
  return keys.some(({ key }) => isIssueKey(key) || keyFault(key)?.sure);
}

function asAdvice(fault: Observation): Observation {
  return { ...fault, severity: 'advice' };
}

function rewrites(tree: BashTree): boolean {
  return (
    REWRITES.test(tree.text) ||
    tree.commands.some(
      ({ name, node }) =>
        name === undefined ||
        REWRITERS.has(name) ||
        (name === 'trap' && WRITES_RESULT.test(textOf(tree, node))),
    )
  );
}

/** A jq program goes on after the key, and may turn the object into something else. */
function isChangedAfter(tree: BashTree, { from, to, parent }: SyntaxNode, { offset }: KeyPlace): boolean {
  if (parent?.name !== 'command' || !/^jq\b/.test(textOf(tree, parent))) return false;
  return offset >= from && /[|+*]|\b(?:as|def|del|reduce)\b/.test(tree.text.slice(offset, to));
}

/** Whether a jq program, this or another, reads the key that is written here and may write it under another name. */
function isRead(tree: BashTree, { key, offset }: KeyPlace): boolean {
  const word = key.replaceAll(/[^\w ]/g, '\\$&');
  const reads = new RegExp(
    `\\.\\s*(?:${word}\\b|\\\\?"${word}\\\\?")|\\[\\s*\\\\?["']${word}\\\\?["']\\s*\\]`,
    'g',
  );
  return [...tree.text.matchAll(reads)].some(
    (read) => offset < read.index || offset >= read.index + read[0].length,
  );
}

function checkKey({ key, offset }: KeyPlace): Observation[] {
  const fault = keyFault(key);
  if (!fault) return [];
  const fix = fault.correct ? `Write "${fault.correct}".` : 'Use the valid keys.';
  return [
    { code: 'issue-key', severity: fault.sure ? 'error' : 'advice', offset, message: fault.message, fix },
  ];
}

function checkValue({ key, value }: KeyPlace): Observation[] {
  if (!value) return [];
  if (key === 'issue severity') return isWritten(value) ? checkSeverityText(value.text, value.offset) : [];
  if (!value.isQuoted || !isIssueKey(key)) return [];
  return checkText(key, value.text, value.offset);
}

/** Values filled in at run time are not judged: `$SEVERITY`, `%s`, `\\($level)`; the runner accepts true and false. */
function isWritten({ text, isQuoted }: NonNullable<KeyPlace['value']>): boolean {
  if (!isQuoted) return text !== 'true' && text !== 'false';
  return /^[\w .+-]*$/.test(text);
}

function checkText(key: string, text: string, offset: number): Observation[] {
  if (text.trim() === '' && key !== 'issue title' && key !== 'issue observed at')
    return [emptyText(key, offset)];
  const word = placeholderIn(text);
  return word === undefined ? [] : [placeholderText(word, offset)];
}

/** `jq --arg description ""` */
function jqArguments(tree: BashTree): Observation[] {
  return tree.commands
    .filter(({ name }) => name === 'jq')
    .flatMap(({ args }) =>
      args.flatMap((arg, at) => {
        const [name, value] = [args[at + 1], args[at + 2]];
        if (literalText(tree, arg) !== '--arg' || !name || !value) return [];
        const label = literalText(tree, name) ?? '';
        const text = literalText(tree, value);
        if (text === undefined || !TEXT_OPTION.test(label)) return [];
        return checkText(keyFor(label), text, value.from);
      }),
    );
}

function keyFor(label: string): string {
  if (/desc|detail/i.test(label)) return 'issue description';
  return /title/i.test(label) ? 'issue title' : 'issue next steps';
}

/** The texts contain nothing that a run finds out. */
function constant(tree: BashTree, texts: readonly IssueText[]): Observation[] {
  const [first] = texts;
  if (!first) return [];
  const isFilled = texts.some(({ node, keys }) => {
    const isExpanded = descendants(tree, node).some(({ name }) => EXPANSIONS.has(name));
    const isComputed = keys.some(
      ({ key, value }) => key !== 'issue severity' && (!value || /%[a-z]|\\\(/.test(value.text)),
    );
    return isExpanded || isComputed;
  });
  return isFilled ? [] : [constantText('variables or `jq --arg`', first.keys[0]!.offset)];
}
