import type { Context } from 'hono';
import { z } from 'zod';
import { badRequest, parsed } from './reply.ts';

const TRUE = ['true', '1', 'yes', 'on', 't', 'y'];
const FALSE = ['false', '0', 'no', 'off', 'f', 'n'];

/** A whole number within bounds, with a default. */
export function integer(fallback: number, min: number, max = Number.MAX_SAFE_INTEGER) {
  return optionalInteger(min, max).transform((value) => value ?? fallback);
}

/** A whole number within bounds, or undefined. */
export function optionalInteger(min: number, max = Number.MAX_SAFE_INTEGER) {
  return z
    .string()
    .regex(/^-?\d+$/, 'Input should be a valid integer, unable to parse string as an integer')
    .transform(Number)
    .pipe(
      z
        .number()
        .min(min, `Input should be greater than or equal to ${min}`)
        .max(max, `Input should be less than or equal to ${max}`),
    )
    .optional();
}

/** A boolean in any of the spellings that the platform's framework takes, or undefined. */
export function optionalBoolean() {
  return z
    .string()
    .toLowerCase()
    .refine((text) => TRUE.includes(text) || FALSE.includes(text), 'Input should be a valid boolean')
    .transform((text) => TRUE.includes(text))
    .optional();
}

export const optionalText = () => z.string().optional();

/** A parameter that may be given several times; name it in `lists` of `parseQuery`. */
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).optional();

/** A severity as `1` to `4` or `SEV1` to `SEV4`. */
export function severity() {
  return z
    .string()
    .regex(/^(sev)?[1-4]$/i, 'Severity should be 1 to 4 or SEV1 to SEV4')
    .transform((text) => Number(text.at(-1)));
}

/** A date and time, as ISO 8601 in UTC; with `zoned`, one without a time zone is refused. */
export function optionalTime({ zoned = false } = {}) {
  return z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)), 'Input should be a valid datetime')
    .refine((text) => !zoned || /(Z|[+-]\d\d:?\d\d)$/i.test(text), 'Input should have timezone info')
    .transform((text) => new Date(text).toISOString())
    .optional();
}

/** `limit` and `offset`, with the bounds that the endpoint declares. */
export const paging = (maximum: number, fallback = 100) => ({
  limit: integer(fallback, 1, maximum),
  offset: integer(0, 0),
});

/**
 * The query string, checked. A parameter given several times keeps its last value unless `lists` names it.
 * Unknown ones are ignored; with `strict` they are a 400, as the run session list answers.
 */
export function parseQuery<Shape extends z.ZodRawShape>(
  c: Context,
  shape: Shape,
  { lists = [], strict = false }: { lists?: string[]; strict?: boolean } = {},
): z.output<z.ZodObject<Shape>> {
  const given = Object.entries(c.req.queries());
  const unknown = given.map(([name]) => name).filter((name) => !Object.hasOwn(shape, name));
  if (strict && unknown.length > 0) throw badRequest(`Unknown query parameters: ${unknown.join(', ')}`);
  const values = given.map(([name, all]) => [name, lists.includes(name) ? all : all.at(-1)]);
  return parsed(z.object(shape), Object.fromEntries(values), 'query');
}
