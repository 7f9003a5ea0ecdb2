import type { Context } from 'hono';
import type { z } from 'zod';
import { type FieldError, fieldErrors, type Source } from './field-errors.ts';

/** Thrown by routes to answer with an error; `app.ts` renders it as `{"detail": ...}`. */
export class Refusal extends Error {
  readonly status: number;
  readonly detail: string | FieldError[];
  readonly headers: Record<string, string>;

  constructor(status: number, detail: string | FieldError[], headers: Record<string, string> = {}) {
    super(typeof detail === 'string' ? detail : 'validation error');
    this.status = status;
    this.detail = detail;
    this.headers = headers;
  }
}

export const badRequest = (detail: string) => new Refusal(400, detail);
export const unauthorized = (detail: string) => new Refusal(401, detail, { 'www-authenticate': 'Bearer' });
export const forbidden = (detail: string) => new Refusal(403, detail);
export const notFound = (detail = 'Not Found') => new Refusal(404, detail);
export const unprocessable = (errors: FieldError[]) => new Refusal(422, errors);
export const unavailable = (detail: string) => new Refusal(503, detail);

/**
 * The request's JSON body, checked. A `z.strictObject` refuses unknown keys, a `z.object` drops them, as the
 * platform does. An empty body counts as null.
 */
export async function parseBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await c.req.text();
  return parsed(schema, text === '' ? null : parseJson(text), 'body');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unprocessable([{ loc: ['body', 0], msg: 'JSON decode error', type: 'json_invalid', input: {} }]);
  }
}

/** Checks a value from the request, and throws the platform's 422 where it does not fit. */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  source: Source,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw unprocessable(result.error.issues.flatMap((issue) => fieldErrors(issue, source, value)));
}

/** `{results, count, next, previous}` for the slice of `items` that `limit` and `offset` name. */
export function page<Item, Row>(
  c: Context,
  items: readonly Item[],
  { limit, offset }: { limit: number; offset: number },
  render: (item: Item) => Row,
): { results: Row[]; count: number; next: string | null; previous: string | null } {
  const link = (target: number) => {
    const url = new URL(c.req.url);
    url.searchParams.set('limit', String(limit));
    url.searchParams.set('offset', String(target));
    return url.href;
  };
  return {
    results: items.slice(offset, offset + limit).map(render),
    count: items.length,
    next: offset + limit < items.length ? link(offset + limit) : null,
    previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
  };
}
