import { childNamed, findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { literalText } from './commands.ts';
import { assignedNames } from './env-vars.ts';
import type { BashTree } from './parse.ts';

/**
 * What a word refers to, as far as the text tells: the result (descriptor 3, the file behind it, or its directory),
 * certainly something else, or something known only at run time.
 */
export type Target = 'result' | 'other' | 'unknown';

const RESULT_FILE = /(?:^|\/)(?:run_output|metric_data)\.json$/;
const DEVICE = /^(?:of=)?\/(?:dev|proc\/self)\/fd\/3$/;
/** Variables that hold the path of the result. */
const RESULT_VARIABLES = new Set(['ISSUES_FILE', 'METRIC_FILE']);
const DIRECTORY = 'CODEBUNDLE_TEMP_DIR';
const ASSIGNMENTS = new Set(['variable_assignment']);
/** Variables that may lead to one another; a longer chain is left unknown. */
const MAX_CHAIN = 100;
/** Stands for what is known only at run time. */
const UNKNOWN = '\0';

/** One part of a word. */
type Part = { text: string } | { name: string; isPlain: boolean } | { command: SyntaxNode; isNew: boolean };

/**
 * What a word of the script refers to as a path; `from` is the word's own tree where that is a different one, such as a trap
 * handler's.
 */
export type ReadTarget = (word: SyntaxNode, from?: BashTree) => Target;

/** Reads words of a script, using the script's own assignments to its variables. */
export function resultWords(tree: BashTree): ReadTarget {
  const assignments = assignmentsOf(tree);
  const otherwise = new Set([...assignedNames(tree)].filter((name) => !assignments.has(name)));
  const mayMove = tree.commands.some(({ name }) => name === 'cd' || name === 'pushd');

  const target = (word: SyntaxNode, from: BashTree): Target => {
    const parts = partsOf(from, word);
    const [first, ...rest] = parts ?? [];
    if (!first) return parts ? 'other' : 'unknown';
    if (rest.length === 0) return 'text' in first ? ofText(first.text, isQuoted(word)) : ofPart(first);
    return ofPath(first, rest, isQuoted(word));
  };

  const ofPart = (part: Part): Target => {
    if ('text' in part) return ofText(part.text.replace(/(?<=.)\/$/, ''), true);
    if ('command' in part) return part.isNew ? 'other' : 'unknown';
    return part.isPlain ? ofVariable(part.name) : 'unknown';
  };

  /** Each variable is looked at once, since values may name others many times; `undefined` while it is. */
  const known = new Map<string, Target | undefined>();
  let chain = 0;

  const ofVariable = (name: string): Target => {
    if (!known.has(name) && chain < MAX_CHAIN) {
      known.set(name, undefined);
      chain += 1;
      known.set(name, ofValues(name));
      chain -= 1;
    }
    return known.get(name) ?? 'unknown';
  };

  const ofValues = (name: string): Target => {
    if (name === DIRECTORY || name === 'PWD') return 'result';
    const own = assignments.get(name) ?? [];
    const isRunners = RESULT_VARIABLES.has(name);
    if (otherwise.has(name) || (own.length === 0 && !isRunners)) return 'unknown';
    const found = new Set<Target>(own.map((value) => (value ? target(value, tree) : 'unknown')));
    if (isRunners) found.add('result');
    const [only] = found;
    return found.size === 1 ? only! : 'unknown';
  };

  /** A path with parts known only at run time: what its last name may be, and in which directory. */
  const ofPath = (first: Part, rest: readonly Part[], isWhole: boolean): Target => {
    const path = [first, ...rest]
      .map((part, at) => ('text' in part ? part.text : at === 0 ? '' : UNKNOWN))
      .join('');
    const [, folder = '', name = ''] = /^([\s\S]*\/)?([\s\S]*)$/.exec(path) ?? [];
    if (/^\/(?:proc|dev)\//.test(path)) return path.endsWith('/fd/3') ? 'result' : 'unknown';
    const isLiteral = !name.includes(UNKNOWN) && (isWhole || !/[*?[]/.test(name));
    if (!('text' in first) && folder === '') return ofName(first, name);
    const start = 'text' in first ? ofFolder(folder) : ofPart(first);
    const below = 'text' in first ? '/' : folder;
    if (start === 'other' || !/^\/+(?:\.\/)*$/.test(below.replaceAll(UNKNOWN, ''))) return 'other';
    if (name === '' || name === '.') return start;
    if (isLiteral) return RESULT_FILE.test(name) ? start : 'other';
    if (!mayBeResult(name, isWhole)) return 'other';
    return name.includes(UNKNOWN) ? 'unknown' : start;
  };

  const ofFolder = (folder: string): Target => {
    if (folder.includes(UNKNOWN)) return 'unknown';
    if (!/^(?:\.\/)*$/.test(folder)) return 'other';
    return mayMove ? 'unknown' : 'result';
  };

  /** A variable that is only the beginning of a name: `"$BASE.json"`. */
  const ofName = (first: Part, rest: string): Target => {
    const values = 'name' in first ? (assignments.get(first.name) ?? [undefined]) : [];
    const texts = values.map((value) => value && literalText(tree, value));
    if (texts.includes(undefined) || rest.includes(UNKNOWN)) {
      return ofPart(first) !== 'other' || values.length > 0
        ? mayBeResult(UNKNOWN + rest, true)
          ? 'unknown'
          : 'other'
        : 'other';
    }
    const found = new Set(texts.map((text) => ofText(`${text}${rest}`, true)));
    return found.size === 1 ? [...found][0]! : 'unknown';
  };

  const ofText = (text: string, isWhole: boolean): Target => {
    if (DEVICE.test(text)) return 'result';
    if (RESULT_FILE.test(text)) return text.startsWith('/') || mayMove ? 'unknown' : 'result';
    if (!isWhole && /[*?[]/.test(text)) return mayMatchResult(text) ? 'result' : 'other';
    return /^(?:\.\.?|\/|\/tmp|)\/?$/.test(text) ? 'result' : 'other';
  };

  return (word, from = tree) => target(word, from);
}

/** The values assigned to each variable; undefined where it is only appended to, or the value is not a plain word. */
function assignmentsOf(tree: BashTree): Map<string, (SyntaxNode | undefined)[]> {
  const found = new Map<string, (SyntaxNode | undefined)[]>();
  for (const node of findAll(tree, ASSIGNMENTS)) {
    const name = childNamed(node, 'variable_name');
    if (!name) continue;
    const value = childNamed(node, '=') && node.children.at(-1);
    const list = found.get(textOf(tree, name)) ?? [];
    // `X=` is empty, which names nothing.
    if (value?.name !== '=') list.push(value?.name === 'array' ? undefined : value);
    found.set(textOf(tree, name), list);
  }
  return found;
}

/** Whether a name with unknown parts, or a pattern, may match the result's. */
function mayBeResult(name: string, isWhole: boolean): boolean {
  const source = name.replaceAll(/[\s\S]/g, (char) => {
    if (char === UNKNOWN || (!isWhole && char === '*')) return '.*';
    if (!isWhole && char === '?') return '.';
    return char.replace(/[^\w]/, '\\$&');
  });
  const isSet = !isWhole && name.includes('[');
  return isSet || ['run_output.json', 'metric_data.json'].some((one) => new RegExp(`^${source}$`).test(one));
}

/** A pattern in the script's directory, or at the top of the temporary directories. */
function mayMatchResult(pattern: string): boolean {
  const path = pattern.replace(/^\.\//, '');
  if (path.includes('/')) return /^(?:\/|\/tmp\/|\*\/|\.\.\/)[*?[]/.test(path) || /^\*/.test(path);
  const [start = ''] = path.split(/[*?[]/, 1);
  const end = /[*?\]]([^*?[\]]*)$/.exec(path)?.[1] ?? '';
  return ['run_output.json', 'metric_data.json'].some((name) => name.startsWith(start) && name.endsWith(end));
}

/** `$(mktemp -d)`: a new file or directory. */
function isOfItsOwn(tree: BashTree, substitution: SyntaxNode): boolean {
  return /^\$\(\s*mktemp\b[^|;&]*\)$|^`\s*mktemp\b[^|;&]*`$/.test(textOf(tree, substitution));
}

function isQuoted({ name }: SyntaxNode): boolean {
  return name === 'string' || name === 'raw_string';
}

/** The parts of a word; undefined where one is of a kind that is not examined. */
function partsOf(tree: BashTree, word: SyntaxNode): Part[] | undefined {
  const literal = literalText(tree, word);
  if (literal !== undefined) return [{ text: literal }];
  switch (word.name) {
    case '$':
      return [{ name: '', isPlain: false }];
    case 'simple_expansion':
    case 'expansion': {
      const name = childNamed(word, 'variable_name');
      const hasDefault = word.children.some((child) => /^:?[-=]$/.test(child.name));
      if (!name) return [{ name: '', isPlain: false }];
      const isPlain =
        word.name === 'simple_expansion' || /^\$\{\w+(?::?[-=?].*)?\}$/s.test(textOf(tree, word));
      return [{ name: textOf(tree, name), isPlain: isPlain && (!hasDefault || hasEmptyDefault(tree, word)) }];
    }
    case 'command_substitution':
      return [{ command: word, isNew: isOfItsOwn(tree, word) }];
    case 'string_content':
    case 'number':
      return [{ text: textOf(tree, word) }];
    case 'string':
    case 'concatenation': {
      const inner = word.children.filter(({ name }) => name !== '"');
      const parts = inner.map((child) => partsOf(tree, child));
      return parts.includes(undefined) ? undefined : merged(parts.flat() as Part[]);
    }
    default:
      return undefined;
  }
}

/** `${X:-}`: empty where the variable is unset. */
function hasEmptyDefault(tree: BashTree, expansion: SyntaxNode): boolean {
  return /^\$\{\w+:?[-=]\}$/.test(textOf(tree, expansion));
}

function merged(parts: readonly Part[]): Part[] {
  const found: Part[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if ('text' in part && last && 'text' in last) found[found.length - 1] = { text: last.text + part.text };
    else found.push(part);
  }
  return found;
}
