import type { Issue, Slx, Workspace } from '../state/records.ts';
import { openIssues } from '../views/workspace.ts';
import type { Findings } from './findings.ts';

const SEVERITIES = ['', '1 (critical)', '2 (high)', '3 (medium)', '4 (informational)'];
const TO_RUN = 3;

/** A Markdown report of what was found, and of what to run next. It says that no AI wrote it. */
export function answerOf(workspace: Workspace, findings: Findings): string {
  const parts = [
    "*This is the sandbox's assistant: a keyword search over the workspace, not an AI.*",
    headline(workspace, findings),
    issueTable(findings.issues),
    gravest(findings.issues),
    slxTable(workspace, findings.slxs),
    articles(findings),
    nextRuns(workspace, findings),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function headline(workspace: Workspace, { words, issues, slxs, notes }: Findings): string {
  const name = `**${workspace.alias}**`;
  const topic = words.join(' ');
  if (issues.length + slxs.length + notes.length === 0) {
    return topic === '' ? `${name} has no open issues.` : `Nothing in ${name} matches *${topic}*.`;
  }
  const count = issues.length === 1 ? '1 open issue' : `${issues.length} open issues`;
  if (words.length === 0)
    return `${count} of ${openIssues(workspace).length} in ${name}, the most severe first.`;
  const verb = issues.length === 1 ? 'matches' : 'match';
  return `${count} in ${name} ${verb} *${topic}*.`;
}

function issueTable(issues: Issue[]): string {
  const rows = issues.map((issue) => [
    String(issue.id),
    SEVERITIES[issue.severity] ?? String(issue.severity),
    issue.title,
    issue.slxShortName ?? '',
  ]);
  return table(['Issue', 'Severity', 'Title', 'SLX'], rows);
}

function gravest([issue]: Issue[]): string {
  if (!issue) return '';
  const details = issue.occurrences[0]?.details ?? '';
  return `The most severe is issue ${issue.id}, open since ${issue.openSince}. ${details}\n\nNext steps: ${issue.nextSteps ?? ''}`;
}

function slxTable(workspace: Workspace, slxs: Slx[]): string {
  const open = openIssues(workspace);
  const rows = slxs.map((slx) => [
    slx.shortName,
    slx.statement,
    String(open.filter((issue) => issue.slxShortName === slx.shortName).length),
  ]);
  return table(['SLX', 'What it checks', 'Open issues'], rows);
}

function articles({ notes }: Findings): string {
  if (notes.length === 0) return '';
  return ['Articles:', ...notes.map((note) => `- ${note.title ?? 'Untitled'} (${note.noteId})`)].join('\n');
}

function nextRuns(workspace: Workspace, { issues, slxs }: Findings): string {
  const names = [...issues.map((issue) => issue.slxShortName), ...slxs.map((slx) => slx.shortName)];
  const runnable = [...new Set(names)]
    .filter((name) => workspace.slxs.get(name ?? '')?.runbook)
    .slice(0, TO_RUN);
  if (runnable.length === 0) return '';
  const lines = runnable.map(
    (name) => `- \`run_slx\` with slx_name \`${name}\` and workspace_name \`${workspace.name}\``,
  );
  return ['To look again, run:', ...lines].join('\n');
}

function table(head: string[], rows: string[][]): string {
  if (rows.length === 0) return '';
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
