/**
 * A copy without what says nothing: nulls, empty texts, empty lists and empty objects, at every level. Zero and
 * false stay.
 */
export function compact<T>(value: T): T {
  if (Array.isArray(value)) return value.map(compact) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, compact(item)] as const)
      .filter(([, item]) => !isEmpty(item)),
  ) as T;
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The beginning of a text, at most `length` characters, for lists; the tool that reads the object shows all of it. */
export function shorten(text: string | null | undefined, length: number): string | undefined {
  if (!text) return undefined;
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}

/** Characters of a text that a preview shows. */
export const SHOWN_TEXT = 400;
