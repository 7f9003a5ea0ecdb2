import { z } from 'zod';

/** The reply must be about what was asked for; a reply that does not say what it is about is accepted. */
export function about<Schema extends z.ZodType>(schema: Schema, key: string, asked: string | number) {
  return schema.refine(
    (reply) => {
      const named = (reply as Record<string, unknown>)[key];
      return (
        named === null || named === undefined || String(named).toLowerCase() === String(asked).toLowerCase()
      );
    },
    { path: [key], message: `is not ${asked}, which was asked for` },
  );
}

/** The reply must hold at least one of these, whichever the platform's version gives. */
export function withAny<Schema extends z.ZodType>(schema: Schema, keys: readonly string[]) {
  return schema.refine((reply) => keys.some((key) => (reply as Record<string, unknown>)[key] != null), {
    message: `holds none of ${keys.join(', ')}`,
  });
}

/** An object that the published API leaves untyped, but that must hold something: a list or an object. */
export const someContent = z
  .record(z.string(), z.unknown())
  .refine((reply) => Object.values(reply).some((value) => typeof value === 'object' && value !== null), {
    message: 'holds no list and no object',
  });

/** What a deletion answers: nothing, or some words about it. */
export const gone = z.union([z.null(), z.string(), z.record(z.string(), z.unknown())]);
