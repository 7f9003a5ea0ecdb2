import { BOUNDS } from '../config/bounds.ts';

/** Room for what stands around the rows in a reply. */
const AROUND_ROWS = 2_000;

/** A list as tools answer it. */
export interface RowsReply<Row> {
  /** How many rows there are, with those that are not shown; left out where nobody says. */
  count?: number;
  results: Row[];
  /** Set where more rows follow and the tool takes an offset. */
  next_offset?: number;
  note?: string;
}

/** What is known of the rows besides those at hand. */
interface Known {
  /** How many there are, where that is more than those at hand. */
  count?: number;
  /** True where there are more than those at hand, and nobody says how many. */
  uncounted?: boolean;
  /** Rows that the caller skips, for tools that take an offset; the rows at hand then begin with the first of all. */
  offset?: number;
  /** How many rows a caller can get to by offset, where there may be more. */
  reach?: number;
  /** How a caller gets to the rows that are not shown, for tools that take no offset. */
  goOn?: string;
  /** Why there may be more rows than were counted. */
  incomplete?: string | undefined;
}

/** As many rows as fit into one reply, how many there are, and how to get to the others. */
export function fitRows<Row>(rows: readonly Row[], known: Known = {}): RowsReply<Row> {
  const { offset, uncounted = false, reach = Number.POSITIVE_INFINITY, incomplete } = known;
  const from = offset ?? 0;
  const count = Math.max(known.count ?? 0, rows.length);
  const results = fitting(rows.slice(from));
  const next = from + results.length;
  const isCut = (next < count || uncounted) && results.length > 0;
  const canGoOn = isCut && offset !== undefined && next < reach;
  const shown = uncounted ? `There are more than ${next}.` : `${results.length} of ${count} shown.`;
  const end = Math.min(count, reach);
  const notes = [
    ...(from > 0 && from >= end && count > 0
      ? [`There are ${count}: nothing is left at offset ${from}.`]
      : []),
    ...(isCut ? [`${shown} ${howToGoOn(known, next)}`] : []),
    ...(incomplete ? [incomplete] : []),
  ];
  return {
    ...(uncounted ? {} : { count }),
    results,
    ...(canGoOn ? { next_offset: next } : {}),
    ...(notes.length > 0 ? { note: notes.join(' ') } : {}),
  };
}

function fitting<Row>(rows: readonly Row[]): Row[] {
  const results: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += Buffer.byteLength(JSON.stringify(row)) + 1;
    if (bytes > BOUNDS.reply.limit - AROUND_ROWS && results.length > 0) break;
    results.push(row);
  }
  return results;
}

function howToGoOn({ offset, reach, goOn }: Known, next: number): string {
  if (offset === undefined) return goOn ?? 'Narrow what you ask for.';
  if (reach !== undefined && next >= reach)
    return `Only the first ${reach} can be reached by offset: narrow the filters.`;
  return `Narrow the filters, or call again with offset ${next}.`;
}
