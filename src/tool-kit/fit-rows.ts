import { BOUNDS } from '../config/bounds.ts';

/** Room for what stands around the rows in a reply. */
const AROUND_ROWS = 2_000;

/** A list as tools answer it. `next_offset` is there when rows were left out for length. */
export interface RowsReply<Row> {
  count: number;
  results: Row[];
  next_offset?: number;
  note?: string;
}

/**
 * As many rows, from `offset`, as fit into one reply. `count` is the number of all rows; where some are left out
 * the note says how to get them, and `incomplete` why there may be more than there are here.
 */
export function fitRows<Row>(
  rows: readonly Row[],
  options: { count?: number; offset?: number; incomplete?: string } = {},
): RowsReply<Row> {
  const { offset = 0, count = rows.length, incomplete } = options;
  const results: Row[] = [];
  let bytes = 0;
  for (const row of rows.slice(offset)) {
    bytes += Buffer.byteLength(JSON.stringify(row)) + 1;
    if (bytes > BOUNDS.reply.limit - AROUND_ROWS && results.length > 0) break;
    results.push(row);
  }
  const next = offset + results.length;
  if (next >= count || results.length === 0)
    return { count, results, ...(incomplete ? { note: incomplete } : {}) };
  return {
    count,
    results,
    next_offset: next,
    note: `${results.length} of ${count} shown. Narrow the filters, or call again with offset ${next}.${incomplete ? ` ${incomplete}` : ''}`,
  };
}
