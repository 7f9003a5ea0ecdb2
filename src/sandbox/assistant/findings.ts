import { slxTexts } from '../routes/workspace-search.ts';
import { keywords, ranked, type WeightedTexts } from '../rules/search.ts';
import type { Note } from '../state/chat-records.ts';
import type { Issue, Slx, Workspace } from '../state/records.ts';
import { openIssues } from '../views/workspace.ts';

/** What a question is about, found by keywords: the issues that fit best, causes first; the rest best first. */
export interface Findings {
  /** The words that were looked for; empty for a question about everything. */
  words: string[];
  issues: Issue[];
  slxs: Slx[];
  notes: Note[];
}

const MAX_ISSUES = 8;
const MAX_SLXS = 5;
const MAX_NOTES = 3;
/** Words that ask for what is wrong without saying where. */
const GENERAL = new Set(
  (
    'broken check checks critical current currently degraded down error errors fail failed failing failure failures ' +
    'going happened happening happens health healthy help incident incidents issue issues list look need next now open ' +
    'problem problems recent right run seen should state status summarise summarize summary today top unhealthy ' +
    'urgent workspace wrong'
  ).split(' '),
);

/** The words of a question that say what it is about; none where it is about the workspace as a whole. */
export function topicOf(question: string): string[] {
  return keywords(question).filter((word) => !GENERAL.has(word));
}

/** Searches open issues, SLXs and active articles. Without words: the gravest issues and their SLXs. */
export function findAbout(workspace: Workspace, words: string[]): Findings {
  if (words.length === 0) return overview(workspace);
  const issues = ranked(openIssues(workspace), words, issueTexts)
    .sort((a, b) => b.score * weight(b.item) - a.score * weight(a.item))
    .map(({ item }) => item);
  const named = new Set(issues.map((issue) => issue.slxShortName));
  const slxs = ranked(workspace.slxs.values(), words, slxTexts)
    .sort(
      (a, b) =>
        b.score - a.score || Number(named.has(b.item.shortName)) - Number(named.has(a.item.shortName)),
    )
    .map(({ item }) => item);
  return limited({ words, issues, slxs, notes: notesAbout(workspace, words) });
}

/** The gravest first; of equals the one that opened first, since causes come before symptoms. */
function causeFirst(one: Issue, other: Issue): number {
  return one.severity - other.severity || Date.parse(one.openSince ?? '') - Date.parse(other.openSince ?? '');
}

function overview(workspace: Workspace): Findings {
  const issues = openIssues(workspace).sort(causeFirst);
  const names = new Set(issues.map((issue) => issue.slxShortName));
  const slxs = [...names].flatMap((name) => workspace.slxs.get(name ?? '') ?? []);
  return limited({ words: [], issues, slxs, notes: [] });
}

function limited({ words, issues, slxs, notes }: Findings): Findings {
  return {
    words,
    issues: issues.slice(0, MAX_ISSUES).toSorted(causeFirst),
    slxs: slxs.slice(0, MAX_SLXS),
    notes: notes.slice(0, MAX_NOTES),
  };
}

function notesAbout(workspace: Workspace, words: string[]): Note[] {
  const active = [...workspace.notes.values()].filter((note) => note.status === 'active');
  return ranked(active, words, (note) => [
    [4, note.title],
    [3, note.abstractEntities.join(' ')],
    [2, note.resourcePaths.join(' ')],
    [1, note.content],
  ]).map(({ item }) => item);
}

/** A critical issue that fits somewhat is worth more than a remark that fits well. */
function weight({ severity }: Issue): number {
  return 5 - severity;
}

function issueTexts(issue: Issue): WeightedTexts {
  return [
    [4, issue.title],
    [3, issue.slxShortName],
    [2, issue.occurrences[0]?.details],
    [1, `${issue.taskTitle} ${issue.nextSteps ?? ''}`],
  ];
}
