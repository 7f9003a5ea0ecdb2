import { type SyntaxNode, textOf } from '../syntax/tree.ts';
import { literalText, withRedirects } from './commands.ts';
import { isAwk, isInterpreter, isUnseenProgram, programOf, WRITES_SOMEWHERE } from './other-programs.ts';
import type { BashTree } from './parse.ts';

/** A text that begins with, or has a command that is, the value of a variable. */
const IS_VALUE = /^["']*\s*[$`]|[\n;&|({]\s*["']?[$`]/;
const SHELL = /^(?:ba|da|k|z)?sh$/;
/** The option after which the program stands, alone or at the end of others. */
const TEXT_OPTION = /^-\w*[ce]$/;
/** Options of a shell and of the others by which the program is read from standard input whatever words follow. */
const FROM_INPUT = /^-\w*s$|^-$/;
/** Options that load a module, with its name in the same word or the next. */
const LOADS = /^(?:-[mMr]|--(?:require|import|loader)\b)=?(.*)$/;
/** Modules of Python, Perl and Ruby that only compute, by the first part of their names. */
const COMPUTING: ReadonlySet<string> = new Set(
  (
    'base64 bisect calendar collections csv dataclasses date datetime decimal enum fractions functools hashlib html ' +
    'ipaddress itertools json math operator random re set statistics string struct sys textwrap time typing ' +
    'unicodedata urllib uuid yaml zoneinfo ' +
    'Data Digest JSON List MIME POSIX Scalar Text Time feature integer strict utf8 warnings'
  ).split(' '),
);

/** Whether what an interpreter is called with may write to the result: it does not where its text only computes and prints. */
export function mayWriteAsProgram(
  tree: BashTree,
  node: SyntaxNode,
  args: readonly SyntaxNode[],
  program: string,
): boolean {
  const words = args.map((arg) => textOf(tree, arg));
  if (isAwk(program)) return mayAwkWrite(tree, args, words);
  const input = withRedirects(node).children.flatMap(inputOf);
  if (words.some((word) => loadsUnseen(word))) return true;
  const isText = words.some((word) => TEXT_OPTION.test(word));
  if (!isText && input.length === 0) return !words.some((word) => /^-(?:V|-version|-help)$/.test(word));
  const isInput = words.some((word) => FROM_INPUT.test(word)) || words.every((word) => word.startsWith('-'));
  return (!isText && !isInput) || [...args, ...input].some((one) => mayTextWrite(tree, one, program));
}

/** What a here-string or here-document holds. */
function inputOf({ name, children }: SyntaxNode): SyntaxNode[] {
  if (name === 'herestring_redirect') return children.slice(-1);
  return name === 'heredoc_redirect' ? children.filter((child) => child.name === 'heredoc_body') : [];
}

function mayAwkWrite(tree: BashTree, args: readonly SyntaxNode[], words: readonly string[]): boolean {
  if (words.some((word) => /^-[fi]|^--(?:file|include)/.test(word))) return true;
  return (
    words.some((word) => WRITES_SOMEWHERE.test(word)) || args.slice(0, 1).some((arg) => isValue(tree, arg))
  );
}

function mayTextWrite(tree: BashTree, part: SyntaxNode, program: string): boolean {
  const text = textOf(tree, part);
  if (WRITES_SOMEWHERE.test(text) || modulesOf(program, text).some((name) => !isComputing(name))) return true;
  if (SHELL.test(program)) return IS_VALUE.test(text) || namesUnseenProgram(text);
  const isRead =
    part.name === 'string' || part.name === 'heredoc_body' || literalText(tree, part) !== undefined;
  return !isRead || isValue(tree, part);
}

const isValue = (tree: BashTree, part: SyntaxNode): boolean =>
  literalText(tree, part) === undefined && IS_VALUE.test(textOf(tree, part));

/** Whether a word of a text for a shell is a program that is not read, wherever in the text it stands. */
function namesUnseenProgram(text: string): boolean {
  const words = text.split(/[\s;&|()"'`]+/).filter(Boolean);
  return words.some((word) => isUnseenProgram(word) || isInterpreter(programOf(word)));
}

/** `python3 -mreport`, `ruby -rjson`, `node --import ./report.mjs`. */
function loadsUnseen(word: string): boolean {
  const [, name] = LOADS.exec(word) ?? [];
  return name !== undefined && !isComputing(name);
}

const isComputing = (module: string): boolean => COMPUTING.has(module.replace(/\W.*/, ''));

/** Modules that a program given as text loads: `import json, report`, `from report import run`, `use Report;`. */
function modulesOf(program: string, text: string): string[] {
  const pattern = program.startsWith('python')
    ? /\bimport\s+([\w.]+(?:[ \w.]*,\s*[\w.]+)*)/g
    : program === 'perl'
      ? /\buse\s+([A-Za-z]\w*)/g
      : undefined;
  if (!pattern) return [];
  const plain = text.replace(/\bfrom\s+([\w.]+)\s+import\b/g, 'import $1;');
  return [...plain.matchAll(pattern)].flatMap(([, names = '']) => names.split(/\s*,\s*/));
}
