import { InvalidArguments } from '../errors/request-errors.ts';

declare const built: unique symbol;

/** A URL path whose values are percent-encoded; only `path` makes one. */
export type Path = string & { readonly [built]: true };

/**
 * Builds a path from a template: path`/api/v3/workspaces/${workspace}/slxs`. Each value becomes one percent-encoded segment,
 * so a value can neither add segments nor move up the path. Throws `InvalidArguments` for an empty value, `.`, `..` and text
 * that is not valid Unicode.
 */
export function path(strings: TemplateStringsArray, ...values: (string | number)[]): Path {
  const segments = values.map((value) => encodeSegment(String(value)));
  return String.raw({ raw: strings }, ...segments) as Path;
}

function encodeSegment(value: string): string {
  if (value === '' || value === '.' || value === '..') throw unusable(value);
  try {
    return encodeURIComponent(value);
  } catch {
    throw unusable(value);
  }
}

function unusable(value: string): InvalidArguments {
  return new InvalidArguments(`${JSON.stringify(value)} is not a valid name on the platform.`, {
    hint: 'Give the short name or the id of the thing that is meant.',
  });
}
