import type { Observation } from './findings.ts';

/** The line that ends the script where the runner feeds it to its interpreter. */
const END_MARK = 'RW_GENERIC_EOF';

/** Names of the result that the runner gives to tasks, and those that it gives to SLIs. */
export const RESULT_NAMES = {
  task: /\bISSUES_FILE\b|\brun_output\.json\b/,
  sli: /\bMETRIC_FILE\b|\bmetric_data\.json\b/,
};

/** Whether a script names its result file: it may then have written it itself, whatever becomes of main. */
export function namesResultFile(text: string): boolean {
  return /run_output|metric_data/.test(text);
}

/** What the runner's transport does to a script's text, in any language. */
export function checkRunnerText(text: string): Observation[] {
  return [...brokenCharacters(text), ...endMark(text), ...percentBraces(text)];
}

function brokenCharacters(text: string): Observation[] {
  const found: Observation[] = [];
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    found.push({
      code: 'nul-character',
      severity: 'error',
      offset: nul,
      message: 'The script holds a NUL character, which cannot be passed to an interpreter.',
      fix: 'Remove it, or write it as an escape such as \\x00.',
    });
  }
  const surrogate = text.search(/\p{Surrogate}/u);
  if (surrogate >= 0) {
    found.push({
      code: 'lone-surrogate',
      severity: 'error',
      offset: surrogate,
      message: 'The script holds half of a surrogate pair, which UTF-8 cannot carry.',
      fix: 'Remove it, or write it as an escape.',
    });
  }
  return found;
}

function endMark(text: string): Observation[] {
  const match = new RegExp(`^${END_MARK}$`, 'm').exec(text);
  if (!match) return [];
  return [
    {
      code: 'end-mark',
      severity: 'error',
      offset: match.index,
      message: `A line that is only ${END_MARK} ends the script on the runner; the rest would run outside of it.`,
      fix: 'Use another word.',
    },
  ];
}

function percentBraces(text: string): Observation[] {
  const at = text.indexOf('\\%{');
  if (at < 0) return [];
  return [
    {
      code: 'percent-brace',
      severity: 'advice',
      offset: at,
      message: 'The runner removes one backslash before `%{`.',
      fix: 'Write `%{` without it, or `\\\\%{` where one backslash must stay.',
    },
  ];
}
