import type { Observation } from '../findings.ts';
import type { TaskType } from '../script-kind.ts';
import { findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { functionAround, functionsNamed, literalText, redirectsOf } from './commands.ts';
import { mayWriteNamedFiles, programOf } from './other-programs.ts';
import type { BashTree } from './parse.ts';
import { type ReadTarget, resultWords } from './result-words.ts';
import { runsUnseenCode } from './unseen-code.ts';

const DEVICES = new Set(['/dev/fd/3', '/proc/self/fd/3']);
const TEXTS = new Set(['string', 'raw_string', 'heredoc_body', 'ansi_c_string']);
/** How other languages, and commands given as text, write to the descriptor. */
const IN_TEXT = /\/(?:dev|proc\/self)\/fd\/3\b|>&3\b|\bfdopen\(3\b|\bopen\(3\b|\bos\.write\(3\b/;
const DUPLICATIONS = new Set(['>&', '<&']);
/** The result, by its name or by a variable that the runner sets to its path. */
const NAMED = /run_output|metric_data|ISSUES_FILE|METRIC_FILE/;

/** Programs that read the names of files for another: `echo "$OUT" | xargs tee`. */
const TAKES_NAMES = new Set(['parallel', 'xargs']);

/** Whether a script writes its result where the runner reads it. */
export function checkOutput(tree: BashTree, taskType: TaskType): Observation[] {
  return [...missingOutput(tree, taskType), ...takenDescriptor(tree)];
}

/**
 * Nothing is written to descriptor 3, nor to the file behind it. An error where main is a function of the script, every
 * target of a write is known, and no unread code is run. Unseen: programs that write to descriptor 3 of their own accord.
 */
function missingOutput(tree: BashTree, taskType: TaskType): Observation[] {
  const target = resultWords(tree);
  const writes = writesToThree(tree);
  if (writes.some((node) => functionAround(node)) || writesByName(tree, target)) return [];
  if (
    tree.unread !== undefined &&
    tree.outline.redirections.some((text) => /^>+(?:&3|\/dev\/fd\/3)$/.test(text))
  ) {
    return [];
  }
  const [outside] = writes.filter((node) => !TEXTS.has(node.name));
  const expected = taskType === 'task' ? 'a JSON array of issues' : 'the metric, one number';
  const consequence = taskType === 'task' ? 'the run passes and reports nothing' : 'the SLI reports 0';
  // A text may be run by main.
  const maybe = mayWriteToThree(tree, target) || writes.some((node) => TEXTS.has(node.name));
  return [
    {
      code: 'no-output',
      severity: maybe ? 'advice' : 'error',
      ...(outside ? { offset: outside.from } : {}),
      message: outside
        ? 'File descriptor 3 is written to outside of main, where it is not open yet.'
        : `Nothing is written to file descriptor 3${maybe ? ', as far as can be seen' : ''}: ${consequence}.`,
      fix: `Have main write ${expected} to file descriptor 3, e.g. \`echo "$result" >&3\`.`,
    },
  ];
}

/** `> "$ISSUES_FILE"`, `tee run_output.json`, and variables that the script sets to the result: `OUT=/dev/fd/3`. */
function writesByName(tree: BashTree, target: ReadTarget): boolean {
  const isResult = (word: SyntaxNode) => NAMED.test(textOf(tree, word)) || isFileOfResult(tree, word, target);
  const written = redirectsOf(tree).filter(({ operator }) => operator !== '<');
  return (
    written.some(({ target: word }) => word !== undefined && isResult(word)) ||
    tree.commands.some(({ args }) => args.some(isResult)) ||
    findAll(tree, TEXTS).some((node) => NAMED.test(textOf(tree, node)))
  );
}

/** The file itself, not its directory. */
function isFileOfResult(tree: BashTree, word: SyntaxNode, target: ReadTarget): boolean {
  const isDirectory = /(?:CODEBUNDLE_TEMP_DIR|PWD)\}?["']?\/?$|^["']?[./]*(?:tmp)?\/?["']?$/.test(
    textOf(tree, word),
  );
  return !isDirectory && target(word) === 'result';
}

/** Writes to the descriptor by its number; files that stand for it are found by their names. */
function writesToThree(tree: BashTree): SyntaxNode[] {
  const redirected = redirectsOf(tree)
    .filter(
      ({ operator, target }) =>
        operator === '>&' && target !== undefined && /^3-?$/.test(literalText(tree, target) ?? ''),
    )
    .map(({ node }) => node);
  return [...redirected, ...findAll(tree, TEXTS).filter((node) => IN_TEXT.test(textOf(tree, node)))];
}

/** A descriptor or file that is known only at run time (`>&"$OUT"`), or code that is not read here. */
function mayWriteToThree(tree: BashTree, target: ReadTarget): boolean {
  if (functionsNamed(tree, 'main').length === 0) return true;
  const isDynamic = redirectsOf(tree).some(({ operator, target: word, node }) => {
    if (!word || !/^(?:&?>|<>)/.test(operator) || !functionAround(node)) return false;
    return operator === '>&' ? literalText(tree, word) === undefined : target(word) === 'unknown';
  });
  return (
    isDynamic ||
    tree.commands.some(
      (command) =>
        runsUnseenCode(tree, command) ||
        (mayWriteNamedFiles(tree, command) &&
          (TAKES_NAMES.has(programOf(command.name ?? '')) ||
            command.args.some((arg) => target(arg) === 'unknown'))),
    )
  );
}

/** `exec 3> file` in a function redirects what follows. */
function takenDescriptor(tree: BashTree): Observation[] {
  return redirectsOf(tree)
    .filter(({ descriptor, operator, target, node }) => {
      if (descriptor !== '3' || !functionAround(node) || !isOfExec(tree, node)) return false;
      const text = target && literalText(tree, target);
      return !(text && (DEVICES.has(text) || (DUPLICATIONS.has(operator) && text === '3')));
    })
    .map(({ node }) => ({
      code: 'descriptor-taken',
      severity: 'advice',
      offset: node.from,
      message:
        'This redirects file descriptor 3: what is written to it afterwards does not reach the runner.',
      fix: 'Use another descriptor; the runner has opened 3.',
    }));
}

function isOfExec(tree: BashTree, redirect: SyntaxNode): boolean {
  const [command] = redirect.parent?.children ?? [];
  return command !== undefined && /^exec\b/.test(textOf(tree, command));
}
