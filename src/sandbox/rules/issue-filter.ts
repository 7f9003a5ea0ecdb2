import { z } from 'zod';
import {
  list,
  optionalBoolean,
  optionalInteger,
  optionalText,
  optionalTime,
  severity,
} from '../http/query.ts';
import type { Issue } from '../state/records.ts';
import { openOccurrenceCount } from '../views/issue.ts';

/** Query parameters that filter the issue list. `severity` may be repeated. */
export const issueFilters = {
  severity: list(severity()),
  severity__in: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(severity()))
    .optional(),
  severity__gte: severity().optional(),
  severity__lte: severity().optional(),
  closed: optionalBoolean(),
  search: optionalText(),
  task_title: optionalText(),
  latest_occurrence_at__gte: optionalTime(),
  modified__gte: optionalTime(),
  modified__lte: optionalTime(),
  created__gte: optionalTime(),
  created__lte: optionalTime(),
  open_since__gte: optionalTime(),
  open_since__lte: optionalTime(),
  open_occurrence_count__gte: optionalInteger(0),
  open_occurrence_count__lte: optionalInteger(0),
  total_occurrence_count__gte: optionalInteger(0),
  total_occurrence_count__lte: optionalInteger(0),
};

export type IssueFilter = z.output<z.ZodObject<typeof issueFilters>>;

/** Whether an issue passes every filter that was given. */
export function passes(issue: Issue, filter: IssueFilter): boolean {
  const severities = [...(filter.severity ?? []), ...(filter.severity__in ?? [])];
  if (severities.length > 0 && !severities.includes(issue.severity)) return false;
  if (filter.closed !== undefined && filter.closed !== (issue.closedAt !== null)) return false;
  if (filter.task_title !== undefined && filter.task_title !== issue.taskTitle) return false;
  if (filter.search && !searchText(issue).includes(filter.search.toLowerCase())) return false;
  return ranges(issue, filter).every(
    ([value, min, max]) =>
      (min === undefined || (value !== null && value >= min)) &&
      (max === undefined || (value !== null && value <= max)),
  );
}

type Bound = number | string | undefined;

function ranges(issue: Issue, filter: IssueFilter): [number | string | null, Bound, Bound][] {
  const open = openOccurrenceCount(issue);
  const total = issue.occurrences.length;
  return [
    [issue.severity, filter.severity__gte, filter.severity__lte],
    [issue.occurrences[0]?.observedAt ?? null, filter.latest_occurrence_at__gte, undefined],
    [issue.modified, filter.modified__gte, filter.modified__lte],
    [issue.created, filter.created__gte, filter.created__lte],
    [issue.openSince, filter.open_since__gte, filter.open_since__lte],
    [open, filter.open_occurrence_count__gte, filter.open_occurrence_count__lte],
    [total, filter.total_occurrence_count__gte, filter.total_occurrence_count__lte],
  ];
}

function searchText(issue: Issue): string {
  const { title, summary, taskTitle, slxShortName, nextSteps, occurrences } = issue;
  return [title, summary, taskTitle, slxShortName, nextSteps, occurrences[0]?.details]
    .join('\n')
    .toLowerCase();
}
