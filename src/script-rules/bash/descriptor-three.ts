import type { Observation } from '../findings.ts';
import type { TaskType } from '../script-kind.ts';
import { findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { type Command, functionAround, literalText, redirectsOf } from './commands.ts';
import type { BashTree } from './parse.ts';

const DEVICES = new Set(['/dev/fd/3', '/proc/self/fd/3']);
const TEXTS = new Set(['string', 'raw_string', 'heredoc_body', 'ansi_c_string']);
/** How other languages, and commands held in text, write to the descriptor. */
const IN_TEXT = /\/(?:dev|proc\/self)\/fd\/3\b|>&3\b|\bfdopen\(3\b|\bopen\(3\b|\bos\.write\(3\b/;
const ASSIGNMENTS = new Set(['variable_assignment']);
const DUPLICATIONS = new Set(['>&', '<&']);

/** Variables that the runner sets to the path of the result, before it calls main. */
const RESULT_VARIABLES = new Set(['ISSUES_FILE', 'METRIC_FILE']);
/** What the result is called: descriptor 3, or the file behind it, which lies in the working directory. */
const RESULT =
  /^["']?(?:3|[\s\S]*(?:\/dev\/fd\/3|\/proc\/self\/fd\/3|run_output\.json|metric_data\.json))["']?$/;
/** Commands that run code from outside the script, which may write the result. */
const UNSEEN_CODE = new Set(['.', 'eval', 'source']);
const INTERPRETERS = /^(?:bash|dash|ksh|node|perl|php|python[\d.]*|ruby|sh|zsh)$/;

/** Whether a script writes its result where the runner reads it. */
export function checkOutput(tree: BashTree, taskType: TaskType): Observation[] {
  return [...missingOutput(tree, taskType), ...takenDescriptor(tree)];
}

/**
 * Nothing is written to descriptor 3, nor to the file behind it. An error where every place that is written to is known
 * and no code from outside the script is run. Unseen: programs that write to descriptor 3 of their own accord.
 */
function missingOutput(tree: BashTree, taskType: TaskType): Observation[] {
  const writes = writesToThree(tree);
  if (writes.some((node) => functionAround(node)) || writesByName(tree)) return [];
  if (
    tree.unread !== undefined &&
    tree.outline.redirections.some((text) => /^>+(?:&3|\/dev\/fd\/3)$/.test(text))
  ) {
    return [];
  }
  const [outside] = writes;
  const expected = taskType === 'task' ? 'a JSON array of issues' : 'the metric, one number';
  const consequence = taskType === 'task' ? 'the run passes and reports nothing' : 'the SLI reports 0';
  const maybe = mayWriteToThree(tree);
  return [
    {
      code: 'no-output',
      severity: maybe ? 'advice' : 'error',
      ...(outside ? { offset: outside.from } : {}),
      message: outside
        ? 'File descriptor 3 is written to outside of main, where it is not open yet.'
        : `Nothing is written to file descriptor 3${maybe ? ', as far as can be seen' : ''}: ${consequence}.`,
      fix: `Let main write ${expected} to file descriptor 3, e.g. \`echo "$result" >&3\`.`,
    },
  ];
}

/** `> "$ISSUES_FILE"`, `tee run_output.json`, and variables that the script sets to the result: `OUT=/dev/fd/3`. */
function writesByName(tree: BashTree): boolean {
  const own = new Set(
    findAll(tree, ASSIGNMENTS)
      .filter((node) => RESULT.test(assignedText(tree, node)))
      .map((node) => textOf(tree, node).split(/\+?=/, 1)[0]!),
  );
  const isResult = (word: SyntaxNode) => {
    if (RESULT.test(textOf(tree, word)) && textOf(tree, word).length > 3) return true;
    const names = /^"?\$\{?(\w+)\}?"?$/.exec(textOf(tree, word))?.[1];
    return names !== undefined && (RESULT_VARIABLES.has(names) || own.has(names));
  };
  const written = redirectsOf(tree).filter(({ operator }) => operator !== '<' && operator !== '<&');
  return (
    written.some(({ target }) => target !== undefined && isResult(target)) ||
    tree.commands.some(({ args }) => args.some(isResult))
  );
}

function assignedText(tree: BashTree, assignment: SyntaxNode): string {
  return textOf(tree, assignment).replace(/^[^=]*=/, '');
}

function writesToThree(tree: BashTree): SyntaxNode[] {
  const redirected = redirectsOf(tree)
    .filter(({ operator, target }) => {
      const text = target && literalText(tree, target);
      if (text === undefined || operator.startsWith('<')) return false;
      return DEVICES.has(text) || (operator === '>&' && /^3-?$/.test(text));
    })
    .map(({ node }) => node);
  const named = tree.commands.flatMap(({ args }) =>
    args.filter((arg) => /^(?:of=)?\/(?:dev|proc\/self)\/fd\/3$/.test(literalText(tree, arg) ?? '')),
  );
  const inText = findAll(tree, TEXTS).filter((node) => IN_TEXT.test(textOf(tree, node)));
  return [...redirected, ...named, ...inText];
}

/** A descriptor or file that is only known at run time (`>&"$OUT"`), or code from outside the script. */
function mayWriteToThree(tree: BashTree): boolean {
  const isDynamic = redirectsOf(tree).some(({ operator, target, node }) => {
    if (!target || !operator.startsWith('>') || !functionAround(node)) return false;
    return literalText(tree, target) === undefined;
  });
  return isDynamic || tree.commands.some((command) => runsUnseenCode(tree, command));
}

/** `eval`, a command that a variable names, an interpreter that reads a file, a program of the script's own. */
function runsUnseenCode(tree: BashTree, { node, name, args }: Command): boolean {
  if (name === undefined) return node.children.some((child) => child.name === 'command_name');
  if (UNSEEN_CODE.has(name)) return true;
  if (name.includes('/')) return !/^\/(?:usr\/)?(?:local\/)?s?bin\//.test(name);
  if (!INTERPRETERS.test(name)) return false;
  return args.some(
    (arg) => literalText(tree, arg) === undefined || /^[^-].*\.\w+$/.test(literalText(tree, arg) ?? ''),
  );
}

/** `exec 3> file` in a function sends what follows elsewhere. */
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
        'This points file descriptor 3 elsewhere: what is written to it afterwards does not reach the runner.',
      fix: 'Use another descriptor; the runner has opened 3.',
    }));
}

function isOfExec(tree: BashTree, redirect: SyntaxNode): boolean {
  const [command] = redirect.parent?.children ?? [];
  return command !== undefined && /^exec\b/.test(textOf(tree, command));
}
