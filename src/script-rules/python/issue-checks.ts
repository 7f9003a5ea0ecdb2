import type { Observation } from '../findings.ts';
import { isIssueKey, keyFault } from '../issue-keys.ts';
import { checkSeverityText } from '../issue-severity.ts';
import { isInside, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { type DictEntry, isReturnedElement, type WrittenDict } from './issue-dicts.ts';
import { returnedIssues } from './issue-flow.ts';
import { literalNumber } from './kinds.ts';
import { stringValue } from './strings.ts';
import { unwrap } from './structure.ts';

/**
 * Keys and severities of the issues that a task returns, as the runner will read them. A fault is an error in a dict that
 * main() is seen to return as an issue and that holds no more than is written there, and advice in any other.
 */
export function checkIssueDicts(
  tree: SyntaxTree,
  dicts: readonly WrittenDict[],
  main: SyntaxNode | undefined,
): Observation[] {
  const returned = main ? returnedIssues(tree, main) : new Set<SyntaxNode>();
  const keysSet = new Set(
    dicts.filter(({ form }) => form === 'subscript').map(({ entries }) => entries[0]!.key),
  );
  const keysBeside = keysByVariable(tree, dicts);
  return dicts.flatMap((dict) => {
    const isIssue = dict.entries.some(({ key }) => isIssueKey(key));
    const isReturned = returned.has(dict.node);
    const isElement = main !== undefined && isReturnedElement(dict, main);
    const isInMain = main !== undefined && isInside(dict.node, main);
    if (!isInMain && !isIssue && !isReturned) return [];
    const beside = keysBeside(dict);
    const found = [
      ...dict.entries.flatMap((entry) => checkKey(entry, isIssue || isReturned, beside)),
      ...dict.entries.flatMap((entry) => checkSeverity(tree, entry)),
      ...checkTitle(dict, isIssue || isElement, keysSet.has('issue title')),
    ];
    const isAsWritten = dict.form === 'subscript' || dict.isWhole;
    return isReturned && isAsWritten
      ? found
      : found.map((one): Observation => ({ ...one, severity: 'advice' }));
  });
}

/** Dicts that are certainly issues: at least one of their keys is an issue key. */
export function issueDicts(dicts: readonly WrittenDict[]): WrittenDict[] {
  return dicts.filter(({ entries }) => entries.some(({ key }) => isIssueKey(key)));
}

/** Finds the keys of the same dict, including those that `name["key"] = value` sets on a variable of the same name. */
function keysByVariable(
  tree: SyntaxTree,
  dicts: readonly WrittenDict[],
): (dict: WrittenDict) => ReadonlySet<string> {
  const byName = new Map<string | undefined, Set<string>>();
  for (const dict of dicts) {
    const name = nameOf(tree, dict);
    if (name === undefined) continue;
    const keys = byName.get(name) ?? new Set();
    for (const { key } of dict.entries) keys.add(key);
    byName.set(name, keys);
  }
  return (dict) => byName.get(nameOf(tree, dict)) ?? new Set(dict.entries.map(({ key }) => key));
}

/** `issue` of `issue = {...}` and of `issue["key"] = value`. */
function nameOf(tree: SyntaxTree, { node, form }: WrittenDict): string | undefined {
  const statement = form === 'subscript' ? node : node.parent;
  const target = statement?.name === 'AssignStatement' ? statement.children[0] : undefined;
  const object = form === 'subscript' ? target?.children[0] : target;
  return object?.name === 'VariableName' ? textOf(tree, object) : undefined;
}

/** A misspelt key beside the right one is merely ignored. */
function checkKey({ key, node }: DictEntry, isIssue: boolean, beside: ReadonlySet<string>): Observation[] {
  const fault = keyFault(key);
  if (fault) {
    return [
      {
        code: 'issue-key',
        severity: isIssue && fault.sure && !beside.has(fault.correct ?? '') ? 'error' : 'advice',
        offset: node.from,
        message: fault.message,
        fix: fault.correct
          ? `Write "${fault.correct}".`
          : 'Use the valid keys, or another name where this is not an issue.',
      },
    ];
  }
  if (!isIssue || isIssueKey(key)) return [];
  const message = `The runner ignores the key "${key}" of an issue.`;
  const fix = 'Put the value into "issue description".';
  return [{ code: 'issue-key-ignored', severity: 'advice', offset: node.from, message, fix }];
}

function checkTitle(dict: WrittenDict, isIssue: boolean, isSetLater: boolean): Observation[] {
  if (!dict.isWhole || !isIssue) return [];
  if (dict.entries.some(({ key }) => key === 'issue title') || isSetLater) return [];
  // A misspelt title is reported as a misspelling.
  if (dict.entries.some(({ key }) => keyFault(key)?.correct === 'issue title')) return [];
  return [
    {
      code: 'issue-title-missing',
      severity: 'error',
      offset: dict.node.from,
      message: 'This issue has no "issue title": the runner rejects it as malformed and fails the run.',
      fix: 'Add "issue title".',
    },
  ];
}

function checkSeverity(tree: SyntaxTree, { key, value }: DictEntry): Observation[] {
  if (key !== 'issue severity' || !value) return [];
  const literal = unwrap(value);
  const isNumber = literalNumber(tree, literal) !== undefined;
  const text =
    stringValue(tree, literal) ?? (isNumber || literal.name === 'None' ? textOf(tree, literal) : undefined);
  return text === undefined ? [] : checkSeverityText(text, literal.from);
}
