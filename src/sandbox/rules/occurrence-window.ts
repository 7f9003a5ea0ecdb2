import { z } from 'zod';
import { optionalBoolean, optionalInteger, optionalText, optionalTime } from '../http/query.ts';
import type { Issue, Occurrence } from '../state/records.ts';
import type { JsonObject } from '../state/values.ts';

/** Query parameters that choose which occurrences a single issue answers with; 1 is the latest. */
export const occurrenceParameters = {
  include_occurrence_timestamps: optionalBoolean(),
  occurrence_tail: optionalInteger(1),
  occurrence_from: optionalInteger(1),
  occurrence_to: optionalInteger(1),
  occurrence_window_gte: optionalTime(),
  occurrence_window_lte: optionalTime(),
  occurrence_fields: optionalText(),
  occurrence_order: z.enum(['asc', 'desc']).default('desc'),
};

type OccurrenceQuery = z.output<z.ZodObject<typeof occurrenceParameters>>;

/** The occurrence list of an issue, where the query asks for one. */
export function occurrenceFields(issue: Issue, query: OccurrenceQuery): JsonObject {
  const { include_occurrence_timestamps: include, occurrence_order: order, ...window } = query;
  const asked = include || Object.values(window).some((value) => value !== undefined);
  if (!asked) return {};
  const chosen = chosenOccurrences(issue, query);
  const rows = chosen.map((occurrence) => row(occurrence, query.occurrence_fields));
  return {
    occurrenceTimestamps: order === 'asc' ? rows.reverse() : rows,
    occurrenceTimestampsMeta: { total: issue.occurrences.length, returned: rows.length, order },
  };
}

function chosenOccurrences({ occurrences }: Issue, query: OccurrenceQuery): Occurrence[] {
  const { occurrence_from: from = 1, occurrence_to: to, occurrence_tail: tail } = query;
  const { occurrence_window_gte: since, occurrence_window_lte: until } = query;
  return occurrences
    .slice(from - 1, to)
    .filter(({ observedAt }) => (!since || observedAt >= since) && (!until || observedAt <= until))
    .slice(0, tail);
}

function row(occurrence: Occurrence, fields: string | undefined): JsonObject {
  const { id, observedAt, runRequestId, runSessionId } = occurrence;
  const base = { id, observedAt, runRequestId, runSessionId };
  if (!fields) return base;
  const wanted = fields.split(',').map((field) => field.trim());
  return Object.fromEntries(
    Object.entries(occurrence).filter(([name]) => name === 'id' || wanted.includes(name)),
  );
}
