import type { Context } from 'hono';
import { integer } from './query.ts';
import { page } from './reply.ts';

/** `page` and `page_size`, as the chat configuration lists take them. */
export const pageNumber = { page: integer(1, 1), page_size: integer(50, 1, 200) };

/** One page of a list that is paged by number. */
export function numberedPage<Item>(
  c: Context,
  items: readonly Item[],
  query: { page: number; page_size: number },
) {
  const limit = query.page_size;
  const { results, count } = page(c, items, { limit, offset: (query.page - 1) * limit }, (item) => item);
  const link = (number: number) => {
    const url = new URL(c.req.url);
    url.searchParams.set('page', String(number));
    return url.href;
  };
  return {
    results,
    count,
    next: query.page * limit < count ? link(query.page + 1) : null,
    previous: query.page > 1 ? link(query.page - 1) : null,
  };
}
