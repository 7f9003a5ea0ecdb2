import { BOUNDS } from '../config/bounds.ts';

/** Room for what stands around the rows in a reply. */
const AROUND_ROWS = 2_000;

/** A list as tools answer it. */
export interface RowsReply<Row> {
  /** How many rows there are, with those that are not shown. */
  count: number;
  results: Row[];
  /** Set where more rows follow and the tool takes an offset. */
  next_offset?: number;
  note?: string;
}

/**
 * As many rows as fit into one reply. Tools that take an offset hand it over, and `rows` begins with the first row of
 * all; only then does the reply say where to go on. `count` is the number of all rows where there are more than `rows`;
 * `incomplete` says why there may be more rows than were counted.
 */
export function fitRows<Row>(
  rows: readonly Row[],
  options: { count?: number; offset?: number; incomplete?: string | undefined } = {},
): RowsReply<Row> {
  const { offset, count = rows.length, incomplete } = options;
  const from = offset ?? 0;
  const results: Row[] = [];
  let bytes = 0;
  for (const row of rows.slice(from)) {
    bytes += Buffer.byteLength(JSON.stringify(row)) + 1;
    if (bytes > BOUNDS.reply.limit - AROUND_ROWS && results.length > 0) break;
    results.push(row);
  }
  const next = from + results.length;
  const isCut = next < count && results.length > 0;
  const goOn =
    offset === undefined
      ? 'Narrow what you ask for.'
      : `Narrow the filters, or call again with offset ${next}.`;
  const notes = [
    ...(from > 0 && from >= count && count > 0
      ? [`There are ${count}: nothing is left at offset ${from}.`]
      : []),
    ...(isCut ? [`${results.length} of ${count} shown. ${goOn}`] : []),
    ...(incomplete ? [incomplete] : []),
  ];
  return {
    count,
    results,
    ...(isCut && offset !== undefined ? { next_offset: next } : {}),
    ...(notes.length > 0 ? { note: notes.join(' ') } : {}),
  };
}
