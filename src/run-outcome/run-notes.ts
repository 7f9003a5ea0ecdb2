import { placeholderIn } from '../script-rules/issue-quality.ts';
import type { ReportedIssue } from './artifacts.ts';

const MIN_LENGTH = { title: 8, details: 40, nextSteps: 20 } as const;
const MORE = {
  title: 'name what is wrong, and where',
  details: 'say what was observed, with values, names and times',
  nextSteps: 'give a command to run, a link or an owner',
} as const;
const KEYS = { title: 'issue title', details: 'issue description', nextSteps: 'issue next steps' } as const;

/** Notes on how much the reported issues tell their reader; they never fail a run. */
export function noteIssues(issues: readonly ReportedIssue[]): string[] {
  if (issues.length === 0) {
    return [
      'The run reported zero issues. A healthy run leaves nothing to find later: consider a severity-4 issue that sums up what was observed, unless healthy runs should report nothing.',
    ];
  }
  return issues.flatMap((issue, at) => noteIssue(issue).map((note) => `Issue ${at + 1}: ${note}`));
}

function noteIssue(issue: ReportedIssue): string[] {
  const texts = (['title', 'details', 'nextSteps'] as const).flatMap((field) =>
    noteText(field, issue[field]),
  );
  return [...texts, ...noteSeverity(issue.severity), ...notePlaceholders(issue)];
}

function noteText(field: keyof typeof KEYS, text: string): string[] {
  const key = KEYS[field];
  const length = text.trim().length;
  if (length === 0) return [`missing '${key}'.`];
  const isBrief = length < MIN_LENGTH[field];
  // A number is something that was observed, and says much in few words.
  const saysEnough = /\d/.test(text) && length >= MIN_LENGTH[field] / 2;
  if (!isBrief || saysEnough) return [];
  return [`'${key}' has only ${length} characters: ${MORE[field]}.`];
}

function noteSeverity(severity: string): string[] {
  return /^[1-4]$/.test(severity.trim())
    ? []
    : [`severity ${severity || '(none)'} is invalid; it must be 1-4.`];
}

function notePlaceholders({ title, details }: ReportedIssue): string[] {
  const word = placeholderIn(title) ?? placeholderIn(details);
  return word === undefined ? [] : [`the text looks like a placeholder or stub: "${word}".`];
}
