import { z } from 'zod';
import type { Call, Query, Requester } from './request.ts';

/** A whole list, or its first `max` items: then `count` is more than there are results. */
export interface Page<Item> {
  count: number;
  next: null;
  previous: null;
  results: Item[];
}

export interface Paging {
  /** The most items that the endpoint gives at once. */
  size: number;
  /** The query that asks for `size` items from the one at `offset`, which is a multiple of `size`. */
  query(offset: number, size: number): Query;
  /** Stop once there are this many items. */
  max?: number;
}

/** `limit` and `offset`, the platform's usual way. */
export function byOffset(size: number, max?: number): Paging {
  return { size, max, query: (offset, limit) => ({ limit, offset }) };
}

/** `page`, counted from 1, and a size whose parameter is named differently from list to list. */
export function byPage(sizeParameter: 'page-size' | 'page_size', size: number, max?: number): Paging {
  return { size, max, query: (offset, step) => ({ page: offset / step + 1, [sizeParameter]: step }) };
}

/** One reply of a list endpoint: the platform's envelope, or a bare array. */
interface Slice<Item> {
  count?: number | null;
  next?: unknown;
  results: Item[];
}

const PAGES_AT_A_TIME = 8;

/**
 * Every page of a list endpoint as one, in order, each item parsed with `item`. Where the first reply says how many
 * there are, the other pages are fetched several at a time; else one after another, for as long as `next` is given
 * and the page holds something. A bare array is a list of one page. Throws `UnexpectedReply` where a reply holds no
 * list.
 */
export async function listPages<Item extends z.ZodType>(
  request: Requester,
  item: Item,
  call: Call,
  paging: Paging,
): Promise<Page<z.output<Item>>> {
  const schema = sliceOf(item);
  const fetch = (offset: number, size: number): Promise<Slice<z.output<Item>>> =>
    request.json(schema, { ...call, query: { ...call.query, ...paging.query(offset, size) } });

  const first = await fetch(0, paging.size);
  const step = first.results.length;
  const wanted = Math.min(first.count ?? Number.POSITIVE_INFINITY, paging.max ?? Number.POSITIVE_INFINITY);
  if (step === 0 || step >= wanted || (first.count == null && !first.next))
    return pageOf(first.results, first, paging);
  const rest =
    first.count == null ? await oneByOne(fetch, step, wanted) : await together(fetch, step, wanted);
  return pageOf([...first.results, ...rest], first, paging);
}

/** The items of a list that comes whole, in the platform's envelope or as a bare array. */
export async function listOnce<Item extends z.ZodType>(
  request: Requester,
  item: Item,
  call: Call,
): Promise<z.output<Item>[]> {
  return (await request.json(sliceOf(item), call)).results;
}

function sliceOf<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (reply) => (Array.isArray(reply) ? { results: reply } : reply),
    z.object({ count: z.number().nullish(), next: z.unknown().optional(), results: z.array(item) }),
  );
}

type FetchSlice<Item> = (offset: number, size: number) => Promise<Slice<Item>>;

/** Follows `next` without its address, which may name another host: only the offset moves on. */
async function oneByOne<Item>(fetch: FetchSlice<Item>, step: number, wanted: number): Promise<Item[]> {
  const items: Item[] = [];
  for (let offset = step; offset < wanted; offset += step) {
    const { results, next } = await fetch(offset, step);
    items.push(...results);
    if (results.length === 0 || !next) break;
  }
  return items;
}

/** Several at a time, in order; none is begun after one that failed or was empty. */
async function together<Item>(fetch: FetchSlice<Item>, step: number, wanted: number): Promise<Item[]> {
  const pages: Item[][] = [];
  let offset = step;
  const worker = async () => {
    while (offset < wanted) {
      const here = offset;
      offset += step;
      const { results } = await fetch(here, step).catch((error: unknown) => {
        offset = wanted;
        throw error;
      });
      pages[here / step] = results;
      if (results.length === 0) offset = wanted;
    }
  };
  await Promise.all(Array.from({ length: PAGES_AT_A_TIME }, worker));
  return pages.flat();
}

function pageOf<Item>(items: Item[], first: Slice<Item>, paging: Paging): Page<Item> {
  const results = items.slice(0, paging.max);
  const cut = paging.max !== undefined && results.length === paging.max;
  const count = cut ? Math.max(first.count ?? 0, items.length) : results.length;
  return { count, next: null, previous: null, results };
}
