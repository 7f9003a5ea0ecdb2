import type { Observation } from '../findings.ts';
import { RESULT_NAMES } from '../runner-text.ts';
import type { TaskType } from '../script-kind.ts';
import { findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { redirectsOf } from './commands.ts';
import { neverRuns } from './never-runs.ts';
import type { BashTree } from './parse.ts';
import { writtenTexts } from './reported.ts';

const DOCUMENTS = new Set(['heredoc_body']);
/** The beginning of a text for people; numbers, `true`, `false` and `null` are JSON. */
const PROSE = /^(?:"|'|\$')?\s*(?!(?:true|false|null)\b)[A-Za-z]/;

/** A text for people that is written to the result, which is then no JSON: `echo "all good" >&3`. */
export function checkResultText(tree: BashTree, taskType: TaskType): Observation[] {
  const isWritten = writtenTexts(tree);
  const texts = [...spoken(tree), ...findAll(tree, DOCUMENTS)];
  const found = texts.find(
    (text) => PROSE.test(textOf(tree, text)) && isWritten(text) && !neverRuns(tree, text),
  );
  if (!found) return [];
  const expected = taskType === 'task' ? 'one JSON array of issues' : 'the metric, one number';
  return [
    {
      code: 'result-not-json',
      severity: 'advice',
      offset: found.from,
      message: `This text is written to the result, which the runner reads as ${expected}.`,
      fix: 'Write messages to standard error (`>&2`), and only the result to file descriptor 3.',
    },
  ];
}

/** The first words of `echo` and `printf`. */
function spoken(tree: BashTree): SyntaxNode[] {
  return tree.commands.flatMap(({ name, args }) => {
    if (name !== 'echo' && name !== 'printf') return [];
    return args.find((arg) => !textOf(tree, arg).startsWith('-')) ?? [];
  });
}

const ELSEWHERE = {
  task: 'The runner gives the result this name in SLIs only: what a task writes there is not read.',
  sli: 'The runner gives the result this name in tasks only: a committed SLI that writes there reports 0.',
};

/** The result is called by a name that it does not have in every run of this kind: `tee "$METRIC_FILE"`. */
export function checkResultName(tree: BashTree, taskType: TaskType): Observation[] {
  const targets = redirectsOf(tree).flatMap(({ operator, target }) =>
    operator === '<' ? [] : (target ?? []),
  );
  const words = [...targets, ...tree.commands.flatMap(({ args }) => args)];
  const named = (pattern: RegExp) => words.find((word) => pattern.test(textOf(tree, word)));
  const other = named(RESULT_NAMES[taskType === 'task' ? 'sli' : 'task']);
  const own = taskType === 'sli' ? named(RESULT_NAMES.sli) : undefined;
  const found = other ?? own;
  if (!found) return [];
  return [
    {
      code: 'result-name',
      severity: 'advice',
      offset: found.from,
      message: other
        ? ELSEWHERE[taskType]
        : 'The runner gives the result this name in committed SLIs; a test run may not read what is written there.',
      fix: 'Write to file descriptor 3, which is the result in every run: `echo "$result" >&3`.',
    },
  ];
}
