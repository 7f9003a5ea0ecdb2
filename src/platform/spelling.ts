import { z } from 'zod';

/**
 * An object in a reply, whose declared keys may arrive in any spelling: `slxName`, `slx_name` and, for acronyms, `imageURL`
 * as well as `imageUrl`. Spellings are reconciled only here. Only declared keys are renamed, so names that users chose
 * (config values, tags, additional context) stay as they are; undeclared keys are left untouched.
 */
export function anySpelling<Shape extends z.ZodRawShape>(shape: Shape) {
  const declared = new Map(Object.keys(shape).map((name) => [withoutSpelling(name), name]));
  return z.preprocess((value) => renameKeys(value, declared), z.looseObject(shape));
}

function renameKeys(value: unknown, declared: Map<string, string>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const renamed: [string, unknown][] = Object.entries(value).map(([key, item]) => {
    const name = declared.get(withoutSpelling(key));
    return name === undefined || name in value ? [key, item] : [name, item];
  });
  return Object.fromEntries(renamed);
}

function withoutSpelling(key: string): string {
  return key.replaceAll('_', '').toLowerCase();
}
