import type { Observation } from './findings.ts';
import type { FindingCode } from './rule-table.ts';

/** Findings about how much an issue tells its reader; they never keep a script from running. */
export const QUALITY_CODES: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'issue-text-empty',
  'issue-text-placeholder',
  'issue-text-constant',
  'severity-out-of-range',
]);

/** Placeholders that authors leave where text is to follow. */
const PLACEHOLDERS = /\b(?:todo|fixme|xxx|lorem ipsum|placeholder|fill me in|tbd)\b/i;

/** The placeholder in a text; undefined where there is none. */
export function placeholderIn(text: string): string | undefined {
  return PLACEHOLDERS.exec(text)?.[0];
}

export function emptyText(key: string, offset: number): Observation {
  return {
    code: 'issue-text-empty',
    severity: 'advice',
    offset,
    message: `"${key}" is empty.`,
    fix:
      key === 'issue next steps'
        ? 'Say what to do: a command to run, a link, an owner.'
        : 'Say what was observed: values, names, thresholds, times.',
  };
}

export function placeholderText(word: string, offset: number): Observation {
  return {
    code: 'issue-text-placeholder',
    severity: 'advice',
    offset,
    message: `The issue's text holds the placeholder token "${word}".`,
    fix: 'Write the real text.',
  };
}

/** `means` is how the language interpolates values. */
export function constantText(means: string, offset: number): Observation {
  return {
    code: 'issue-text-constant',
    severity: 'advice',
    offset,
    message: 'The text of the issues is the same on every run: nothing that was observed is in it.',
    fix: `Put observed values, names and times into the text, e.g. with ${means}.`,
  };
}
