import { z } from 'zod';
import { InvalidArguments } from '../../errors/request-errors.ts';
import { type Issue, isIgnored } from '../../platform/issues.ts';
import { compact, shorten } from '../../tool-kit/compact.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { parseSince } from '../../tool-kit/moments.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

const NEXT_STEPS_LENGTH = 200;

const ORDERS = ['worst', 'latest', 'unseen', 'longest_open'] as const;

/** Sorting needs all of them; of a workspace with more open issues than this, only the first so many are sorted. */
const MOST_ISSUES = 5000;

export const getWorkspaceIssues = defineTool({
  name: 'get_workspace_issues',
  title: 'List issues',
  description:
    'Open issues, worst first: severity 1 (critical) to 4, SLX, times; count is how many there are. One in full: get_issue_details.',
  toolset: 'issues',
  view: 'issues',
  effect: 'read',
  input: z.object({
    workspace_name: workspaceName,
    severity: z.int().min(1).max(4).describe('Only this severity').optional(),
    or_worse: z.boolean().default(false).describe('With severity: that one and worse (lower)'),
    since: z.string().describe('Seen again (or closed) since: ISO time, or 30m, 24h, 7d').optional(),
    search: z.string().describe('Words in title or details').optional(),
    state: z.enum(['open', 'closed', 'ignored', 'all']).default('open').describe('Which issues'),
    sort: z
      .enum(ORDERS)
      .default('worst')
      .describe('longest_open: by openSince; unseen: latestOccurrenceAt, oldest first'),
    limit: z.int().min(1).max(MOST_ISSUES).default(100).describe('Most rows'),
    offset: z.int().min(0).default(0).describe('Rows to skip'),
  }),
  async run(args, context) {
    const since = args.since === undefined ? undefined : parseSince(args.since);
    if (since === null) throw badSince(args.since);
    const workspace = await workspaceOf(args, context);
    const page = await context.platform.issues.list(
      workspace,
      {
        severities: severitiesOf(args),
        closed: { open: false, closed: true, ignored: undefined, all: undefined }[args.state],
        search: args.search,
        latestOccurrenceSince: args.state === 'closed' ? undefined : since,
        max: MOST_ISSUES,
      },
      context,
    );
    const wanted = page.results.filter((issue) => WANTED[args.state](issue, since));
    const rows = wanted.toSorted(COMPARED[args.sort]).map(issueRow);
    const notes = rows.length === 0 ? await whyNone(workspace, args, context) : [];
    const reply = fitRows(rows.slice(0, args.offset + args.limit), {
      count: page.count - (page.results.length - wanted.length),
      offset: args.offset,
      reach: wanted.length,
      incomplete: page.incomplete,
    });
    return { ...reply, ...(notes.length > 0 ? { notes } : {}) };
  },
});

/** What was searched for without result, and what there is without that filter. */
async function whyNone(
  workspace: string,
  args: {
    severity?: number | undefined;
    or_worse: boolean;
    since?: string | undefined;
    search?: string | undefined;
    state: string;
  },
  { platform, signal }: ToolContext,
): Promise<string[]> {
  const notes: string[] = [];
  const [open, all] = await Promise.all(
    [{ closed: false, max: 1 }, { max: 1 }].map((filters) =>
      orNote(platform.issues.list(workspace, filters, { signal }), { what: 'Other issues', notes, signal }),
    ),
  );
  const { severity, or_worse, since, search, state } = args;
  const filters = [
    ...(severity === undefined ? [] : [`with severity ${severity}${or_worse ? ' or worse' : ''}`]),
    ...(since === undefined ? [] : [`${state === 'closed' ? 'closed' : 'seen again'} since ${since}`]),
    ...(search === undefined ? [] : [`with ${JSON.stringify(search)} in title or details`]),
  ];
  const isSaid = state === 'all' || (state === 'closed' && since !== undefined);
  const asked = `No ${isSaid ? '' : `${state} `}issue ${filters.join(' and ')}`.trim();
  const there =
    open && all
      ? [`Without filters there are ${open.count} open ones, and ${all.count} with state="all".`]
      : [];
  return [[`${asked}.`, ...there].join(' '), ...notes];
}

/** An ignored issue is neither open nor closed, yet the platform's filter includes it in both. */
const WANTED = {
  open: (issue: Issue) => !isIgnored(issue),
  closed: (issue: Issue, since?: string) =>
    !isIgnored(issue) && (since === undefined || time(issue.closedAt) >= time(since)),
  ignored: (issue: Issue) => isIgnored(issue),
  all: () => true,
};

function severitiesOf({ severity, or_worse }: { severity?: number | undefined; or_worse: boolean }) {
  if (severity === undefined) return undefined;
  return or_worse ? Array.from({ length: severity }, (_, index) => index + 1) : [severity];
}

function issueRow(issue: Issue) {
  return compact({
    id: issue.id,
    severity: issue.severity,
    title: issue.title ?? issue.taskTitle,
    slxName: issue.slxName,
    openSince: issue.openSince,
    closedAt: issue.closedAt,
    ignoredUntil: isIgnored(issue) ? issue.ignoredUntil : undefined,
    latestOccurrenceAt: issue.latestOccurrenceAt,
    openOccurrenceCount: issue.openOccurrenceCount,
    nextSteps: shorten(issue.nextSteps ?? issue.latestOccurrenceNextSteps, NEXT_STEPS_LENGTH),
  });
}

const time = (text: string | null | undefined) => Date.parse(text ?? '') || 0;
const bySeverity = (one: Issue, other: Issue) => Number(one.severity ?? 5) - Number(other.severity ?? 5);
const byOpening = (one: Issue, other: Issue) => time(one.openSince) - time(other.openSince);
const bySight = (one: Issue, other: Issue) => time(one.latestOccurrenceAt) - time(other.latestOccurrenceAt);

/** How two issues compare in each order. */
const COMPARED: Record<(typeof ORDERS)[number], (one: Issue, other: Issue) => number> = {
  worst: (one, other) => bySeverity(one, other) || bySight(other, one),
  latest: (one, other) => bySight(other, one),
  unseen: (one, other) => bySight(one, other),
  longest_open: (one, other) => byOpening(one, other),
};

function badSince(given: string | undefined): InvalidArguments {
  return new InvalidArguments(`get_workspace_issues: since ${JSON.stringify(given)} is not a time.`, {
    hint: 'Give an ISO 8601 time such as 2026-05-01T12:00:00Z, or an age such as 30m, 24h or 7d.',
  });
}
