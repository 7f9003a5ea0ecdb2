import { z } from 'zod';
import { BOUNDS } from '../config/bounds.ts';
import { about } from './expected.ts';
import { byOffset, listPages, type Page } from './pages.ts';
import { path } from './path.ts';
import type { CallOptions, Query, Requester } from './request.ts';
import { anySpelling } from './spelling.ts';

const issue = anySpelling({
  id: z.number(),
  title: z.string().nullish(),
  taskTitle: z.string().nullish(),
  /** The same for all issues of one kind. */
  categorizationKey: z.string().nullish(),
  /** 1 is critical, 4 informational. */
  severity: z.union([z.number(), z.string()]).nullish(),
  slxName: z.string().nullish(),
  summary: z.string().nullish(),
  observations: z.array(z.string()).nullish(),
  nextSteps: z.string().nullish(),
  details: z.string().nullish(),
  openSince: z.string().nullish(),
  closedAt: z.string().nullish(),
  ignoredUntil: z.string().nullish(),
  latestOccurrenceAt: z.string().nullish(),
  latestOccurrenceDetails: z.string().nullish(),
  latestOccurrenceNextSteps: z.string().nullish(),
  latestOccurrenceRunSessionId: z.number().nullish(),
  openOccurrenceCount: z.number().nullish(),
  totalOccurrenceCount: z.number().nullish(),
  occurrenceTimestamps: z.array(z.unknown()).nullish(),
  additionalContext: z.record(z.string(), z.unknown()).nullish(),
  created: z.string().nullish(),
  modified: z.string().nullish(),
});

const generatedSummary = anySpelling({ summary: z.string().min(1), issueId: z.number().nullish() });
const generatedSteps = anySpelling({ nextSteps: z.array(z.string()), issueId: z.number().nullish() });

/** There is no status field: an issue is open while `openSince` is set and `closedAt` is not. */
export type Issue = z.output<typeof issue>;

/**
 * Whether it is being ignored. The platform then shows it neither as open nor as closed, yet includes it when asked for open
 * issues.
 */
export function isIgnored({ openSince, ignoredUntil }: Issue, now = Date.now()): boolean {
  return !openSince && Boolean(ignoredUntil) && Date.parse(ignoredUntil ?? '') > now;
}

/** Filters of the list; times are ISO 8601 with an offset. */
export interface IssueFilters {
  /** 1 to 4, any of them. */
  severities?: readonly number[];
  closed?: boolean;
  /** Words that the platform searches for in the issue. */
  search?: string;
  /** Seen again at this time or later. */
  latestOccurrenceSince?: string;
  /** Include details, expected and actual, which the list otherwise leaves out. */
  details?: boolean;
  /** Stop after this many rows. */
  max?: number;
}

export interface Issues {
  list(workspace: string, filters: IssueFilters, options: CallOptions): Promise<Page<Issue>>;
  /** One issue; `occurrences` is how many of its latest occurrences come with their times. */
  get(workspace: string, id: number, options: CallOptions & { occurrences?: number }): Promise<Issue>;
  /** Sets `closedAt`, and the number of open occurrences to 0; when it is seen again, the issue reopens. */
  close(workspace: string, id: number, comment: string | undefined, options: CallOptions): Promise<Issue>;
  /** Closes it as well, and keeps it closed until then (ISO 8601 with an offset), even if it is seen again. */
  ignore(workspace: string, id: number, until: string, options: CallOptions): Promise<Issue>;
  /** A summary by the platform's own language model. */
  generateSummary(workspace: string, id: number, options: CallOptions): Promise<string>;
  /** Next steps by the platform's own language model, one text each. */
  generateNextSteps(workspace: string, id: number, options: CallOptions): Promise<string[]>;
}

/** The most issues that one page of the platform's list holds. */
export const ISSUES_IN_PAGE = 250;

export function createIssues(request: Requester): Issues {
  return {
    list: (workspace, filters, { signal }) =>
      listPages(
        request,
        issue,
        { path: path`/api/v3/workspaces/${workspace}/issues`, query: queryOf(filters), signal },
        byOffset(Math.min(ISSUES_IN_PAGE, filters.max ?? ISSUES_IN_PAGE), filters.max),
      ),
    get: (workspace, id, { signal, occurrences }) =>
      request.json(about(issue, 'id', id), {
        path: path`/api/v3/workspaces/${workspace}/issues/${id}`,
        query: occurrences ? { include_occurrence_timestamps: true, occurrence_tail: occurrences } : {},
        signal,
      }),
    close: (workspace, id, comment, { signal }) =>
      request.json(
        changed(id, ({ closedAt }) => Boolean(closedAt), 'was not closed'),
        {
          method: 'PATCH',
          path: path`/api/v3/workspaces/${workspace}/issues/${id}/close`,
          body: comment === undefined ? {} : { comment },
          repeatable: true,
          signal,
        },
      ),
    ignore: (workspace, id, until, { signal }) =>
      request.json(
        changed(id, ({ ignoredUntil }) => Boolean(ignoredUntil), 'is not ignored'),
        {
          method: 'PATCH',
          path: path`/api/v3/workspaces/${workspace}/issues/${id}/ignore`,
          body: { ignored_until: until },
          repeatable: true,
          signal,
        },
      ),
    generateSummary: async (workspace, id, { signal }) =>
      (
        await request.json(about(generatedSummary, 'issueId', id), {
          method: 'POST',
          path: path`/api/v3/workspaces/${workspace}/issues/${id}/generate-summary`,
          timeoutMs: BOUNDS.generation.limit,
          signal,
        })
      ).summary,
    generateNextSteps: async (workspace, id, { signal }) =>
      (
        await request.json(about(generatedSteps, 'issueId', id), {
          method: 'POST',
          path: path`/api/v3/workspaces/${workspace}/issues/${id}/generate-next-steps`,
          timeoutMs: BOUNDS.generation.limit,
          signal,
        })
      ).nextSteps,
  };
}

/** The reply to a change must be about that issue and show the change. */
function changed(id: number, holds: (issue: Issue) => boolean, message: string) {
  return about(issue, 'id', id).refine((reply) => holds(reply as Issue), { message });
}

function queryOf(filters: IssueFilters): Query {
  return {
    severity: filters.severities,
    closed: filters.closed,
    search: filters.search,
    latest_occurrence_at__gte: filters.latestOccurrenceSince,
    details: filters.details,
  };
}
