/** Most bytes of rows in one reply: hosts cut or refuse much longer ones (Claude Code at 25,000 tokens). */
const MAX_REPLY_BYTES = 80_000;

/** A list as tools answer it. `next_offset` is there when rows were left out for length. */
export interface RowsReply<Row> {
  count: number;
  results: Row[];
  next_offset?: number;
  note?: string;
}

/**
 * As many rows, from `offset`, as fit into one reply. `count` is the number of all rows; where some are left out
 * the note says how to get them.
 */
export function fitRows<Row>(
  rows: readonly Row[],
  options: { count?: number; offset?: number } = {},
): RowsReply<Row> {
  const { offset = 0, count = rows.length } = options;
  const results: Row[] = [];
  let bytes = 0;
  for (const row of rows.slice(offset)) {
    bytes += Buffer.byteLength(JSON.stringify(row)) + 1;
    if (bytes > MAX_REPLY_BYTES && results.length > 0) break;
    results.push(row);
  }
  const next = offset + results.length;
  if (next >= count || results.length === 0) return { count, results };
  return {
    count,
    results,
    next_offset: next,
    note: `${results.length} of ${count} shown. Narrow the filters, or call again with offset ${next}.`,
  };
}
