import { z } from 'zod';

/** Checks that the reply is about what was asked for; one that does not say what it is about is accepted. */
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

/** Checks that the reply holds at least one of these, whichever the platform's version sends. */
export function withAny<Schema extends z.ZodType>(schema: Schema, keys: readonly string[]) {
  return schema.refine((reply) => keys.some((key) => (reply as Record<string, unknown>)[key] != null), {
    message: `holds none of ${keys.join(', ')}`,
  });
}

/** An object that the published API leaves untyped, but that must contain something: a list or an object. */
export const someContent = z
  .record(z.string(), z.unknown())
  .refine((reply) => Object.values(reply).some((value) => typeof value === 'object' && value !== null), {
    message: 'holds no list and no object',
  });

/** The answer to a deletion: nothing, or some words about it. */
export const gone = z.union([z.null(), z.string(), z.record(z.string(), z.unknown())]);
