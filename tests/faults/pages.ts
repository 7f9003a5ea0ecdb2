import type { Fault, Hit, Recorded } from './fault.ts';
import { asJson } from './lies.ts';

type Row = Record<string, unknown>;

const rowsOf = ({ body, contentType }: Recorded): Row[] => {
  const json = /json/.test(contentType)
    ? (asJson(body.toString()) as { results?: Row[] } | Row[])
    : undefined;
  const rows = Array.isArray(json) ? json : json?.results;
  return Array.isArray(rows) && typeof rows[0] === 'object' ? rows : [];
};

/** A bare list may; an object does where it counts, or names the next one. */
function comesInPages({ body }: Recorded): boolean {
  const json = asJson(body.toString());
  return Array.isArray(json) || /"(count|next)":/.test(JSON.stringify({ ...(json as Row), results: [] }));
}

/** A page as large as was asked for, of rows that no other page has. */
function page({ reply, query }: Hit): { offset: number; rows: Row[] } {
  const [model = {}] = rowsOf(reply);
  const size = Number(query.get('limit') ?? query.get('page_size') ?? query.get('page-size') ?? 100);
  const offset = Number(query.get('offset') ?? (Number(query.get('page') ?? 1) - 1) * size);
  const rows = Array.from({ length: size }, (_, index) => ({
    ...model,
    ...(typeof model.id === 'number' ? { id: 1_000_000 + offset + index } : {}),
    ...(typeof model.name === 'string' ? { name: `${model.name}-${offset + index}` } : {}),
  }));
  return { offset, rows };
}

const endless = (name: string, body: (hit: Hit) => unknown): Fault => ({
  name: `pages without end: ${name}`,
  fits: (reply) => rowsOf(reply).length > 0 && comesInPages(reply),
  answer: (hit) => {
    const value = body(hit);
    hit.sent(value);
    hit.response.writeHead(200, { 'content-type': 'application/json' });
    hit.response.end(JSON.stringify(value));
  },
});

const NEXT = 'http://platform.example/next';

/** The first of many pages is one by the published API: a reader of this page alone cannot tell. */
const asFirst = (offset: number) => (offset === 0 ? { previous: null } : {});

/** Lists that do not end. */
export const PAGES: readonly Fault[] = [
  endless('a count of a thousand million', (hit) => {
    const { offset, rows } = page(hit);
    return { count: 1e9, next: NEXT, ...asFirst(offset), results: rows };
  }),
  endless('no count, always a next one', (hit) => ({ next: NEXT, results: page(hit).rows })),
  endless('the same rows again and again', ({ reply }) => ({
    count: 1e9,
    next: NEXT,
    results: rowsOf(reply),
  })),
  endless('two pages in turn', (hit) => {
    const { offset, rows } = page(hit);
    const turn = rows.length > 0 && (offset / rows.length) % 2 === 1;
    return { next: NEXT, results: turn ? rowsOf(hit.reply).toReversed() : rowsOf(hit.reply) };
  }),
  endless('a count that grows', (hit) => {
    const { offset, rows } = page(hit);
    return { count: offset + 2 * rows.length, next: NEXT, ...asFirst(offset), results: rows };
  }),
  endless('empty ones', () => ({ count: 1e9, next: NEXT, results: [] })),
  endless('bare lists, each full', (hit) => page(hit).rows),
];
