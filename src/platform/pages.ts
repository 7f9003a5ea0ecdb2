import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { BOUNDS } from '../config/bounds.ts';
import type { Call, Query, Requester } from './request.ts';
import { TooLarge } from './transport/body.ts';

/** A whole list, or its first items: in that case `count` exceeds the number of results, or `incomplete` says why. */
export interface Page<Item> {
  count: number;
  next: null;
  previous: null;
  results: Item[];
  /** Why items are missing that the caller's maximum did not exclude, in one sentence. */
  incomplete?: string;
}

export interface Paging {
  /** The most items that the endpoint returns at once. */
  size: number;
  /** The query for `size` items starting at `offset`, which is a multiple of `size`. */
  query(offset: number, size: number): Query;
  /** Stop once there are this many items. */
  max?: number;
  /** True where the endpoint sends bare arrays, so that only a full page suggests another. */
  untilShort?: boolean;
}

/** `limit` and `offset`, the platform's usual way. */
export function byOffset(size: number, max?: number): Paging {
  return { size, max, query: (offset, limit) => ({ limit, offset }) };
}

/** `page`, counted from 1, and a size whose parameter has a different name from list to list. */
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
 * All pages of a list endpoint as one list, in order, each item parsed with `item`. Where the first reply has a total count,
 * the other pages are fetched several at a time; otherwise one after another, as long as there is a `next` and the page is
 * not empty. A bare array is a list of one page. All pages share one deadline; the list ends at the bounds on lists, and at
 * a page that repeats the one before. Throws `UnexpectedReply` where a reply holds no list.
 */
export async function listPages<Item extends z.ZodType>(
  request: Requester,
  item: Item,
  call: Call,
  paging: Paging,
): Promise<Page<z.output<Item>>> {
  const schema = sliceOf(item);
  const most = BOUNDS.request.limit;
  const shared: Call = {
    until: { at: performance.now() + most, says: `a whole list may take ${most / 1000} s` },
    budget: { left: BOUNDS.listBytes.limit },
    ...call,
  };
  const fetch = (offset: number, size: number): Promise<Slice<z.output<Item>>> =>
    request.json(schema, { ...shared, query: { ...call.query, ...paging.query(offset, size) } });

  const first = await fetch(0, paging.size);
  const step = first.results.length;
  const wanted = Math.min(
    first.count ?? Number.POSITIVE_INFINITY,
    paging.max ?? Number.POSITIVE_INFINITY,
    BOUNDS.listItems.limit,
  );
  if (step === 0 || step >= wanted || !hasMore(first, step, paging))
    return pageOf([first.results], first, paging);
  const pages: z.output<Item>[][] = [first.results];
  if (first.count == null) await oneByOne(fetch, pages, wanted, paging);
  else await together(fetch, pages, wanted);
  return pageOf(pages, first, paging);
}

/** A list that comes whole, in the platform's envelope or as a bare array; `incomplete` where the envelope announces more. */
export async function listOnce<Item extends z.ZodType>(
  request: Requester,
  item: Item,
  call: Call,
): Promise<{ results: z.output<Item>[]; incomplete?: string }> {
  const slice = await request.json(sliceOf(item), call);
  const results = slice.results.slice(0, BOUNDS.listItems.limit);
  const count = Math.max(slice.count ?? 0, slice.results.length);
  if (results.length === count && !slice.next) return { results };
  return { results, incomplete: `Only the first ${results.length} were read: there are more.` };
}

const slices = new WeakMap<z.ZodType, z.ZodType>();

/** Made once for each kind of item; its parser is compiled on first use. */
function sliceOf<Item extends z.ZodType>(item: Item): z.ZodType<Slice<z.output<Item>>> {
  const made = slices.get(item) ?? makeSlice(item);
  slices.set(item, made);
  return made as z.ZodType<Slice<z.output<Item>>>;
}

function makeSlice(item: z.ZodType): z.ZodType {
  return z.preprocess(
    (reply) => (Array.isArray(reply) ? { results: reply } : reply),
    z.object({ count: z.number().nullish(), next: z.unknown().optional(), results: z.array(item) }),
  );
}

function hasMore({ count, next }: Slice<unknown>, length: number, { size, untilShort }: Paging): boolean {
  if (count != null) return true;
  return untilShort ? length >= size : Boolean(next);
}

/** Adds the fetched pages to the first; a page beyond the bounds on lists leaves a gap. */
type FetchSlice<Item> = (offset: number, size: number) => Promise<Slice<Item>>;

/** Follows `next` only as far as its offset: its address may name another host. */
async function oneByOne<Item>(
  fetch: FetchSlice<Item>,
  pages: Item[][],
  wanted: number,
  paging: Paging,
): Promise<void> {
  const step = pages[0]!.length;
  for (let offset = step; offset < wanted; offset += step) {
    const slice = await unlessTooLarge(fetch(offset, step));
    pages.length += 1;
    if (!slice) return;
    pages[pages.length - 1] = slice.results;
    if (slice.results.length === 0 || isRepeat(pages, pages.length - 1)) return;
    if (!hasMore({ ...slice, count: null }, slice.results.length, { ...paging, size: step })) return;
  }
}

/** Fetches several at a time; starts no more after one that failed, was empty, or repeats the one before. */
async function together<Item>(fetch: FetchSlice<Item>, pages: Item[][], wanted: number): Promise<void> {
  const step = pages[0]!.length;
  let offset = step;
  const worker = async () => {
    while (offset < wanted) {
      const here = offset / step;
      offset += step;
      const slice = await unlessTooLarge(fetch(here * step, step)).catch((error: unknown) => {
        offset = wanted;
        throw error;
      });
      pages.length = Math.max(pages.length, here + 1);
      if (slice) pages[here] = slice.results;
      if (!slice?.results.length || isRepeat(pages, here) || isRepeat(pages, here + 1)) offset = wanted;
    }
  };
  await Promise.all(Array.from({ length: PAGES_AT_A_TIME }, worker));
}

/** Undefined where the pages are beyond the bounds on lists. */
async function unlessTooLarge<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

function isRepeat(pages: readonly unknown[][], index: number): boolean {
  const [before, page] = [pages[index - 1], pages[index]];
  return page !== undefined && page.length > 0 && isDeepStrictEqual(before, page);
}

/** Up to the first page that is missing or repeats the one before. */
function pageOf<Item>(pages: Item[][], first: Slice<Item>, { max }: Paging): Page<Item> {
  const length = pages.length;
  const end = Array.from({ length }, (_, index) => index).find(
    (index) => pages[index] === undefined || isRepeat(pages, index),
  );
  const all = pages.slice(0, end).flat();
  const limit = Math.min(max ?? Number.POSITIVE_INFINITY, BOUNDS.listItems.limit);
  const results = all.slice(0, limit);
  const count = Math.max(first.count ?? 0, all.length);
  const base = { next: null, previous: null, results };
  if (results.length === max) {
    const isCounted = first.count != null || (all.length === max && !first.next);
    return { count, ...base, ...(isCounted ? {} : { incomplete: UNCOUNTED }) };
  }
  if (end !== undefined && isRepeat(pages, end)) return { count, ...base, incomplete: REPEATED };
  if (end !== undefined || (results.length === limit && (first.count == null || count > limit)))
    return {
      count,
      ...base,
      incomplete: `Only the first ${results.length} were read: the list is too long.`,
    };
  if (results.length < count) return { count, ...base, incomplete: fewer(count, results.length) };
  return { count: results.length, ...base };
}

const fewer = (count: number, given: number) => `The platform counts ${count} and gave ${given}.`;
const UNCOUNTED = 'There may be more: the platform does not say how many.';
const REPEATED = 'The platform gave the same page twice, so what comes after it could not be read.';
