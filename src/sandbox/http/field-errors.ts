import type { z } from 'zod';

/** One entry of a 422 answer, as FastAPI writes it. */
export interface FieldError {
  loc: (string | number)[];
  msg: string;
  type: string;
  input?: unknown;
}

/** Part of the request that a value came from. */
export type Source = 'body' | 'query' | 'path';

/** The platform's names for a wrong type, by zod's. */
const WRONG_TYPES: Record<string, [type: string, noun: string]> = {
  string: ['string_type', 'string'],
  number: ['float_type', 'number'],
  int: ['int_type', 'integer'],
  boolean: ['bool_type', 'boolean'],
  array: ['list_type', 'list'],
  object: ['dict_type', 'dictionary'],
  record: ['dict_type', 'dictionary'],
};
const TYPES: Partial<Record<z.core.$ZodIssue['code'], string>> = {
  too_small: 'greater_than_equal',
  too_big: 'less_than_equal',
  invalid_value: 'enum',
  invalid_format: 'string_pattern_mismatch',
};

/** A zod issue about `value` in the platform's words; several where it is about several keys. */
export function fieldErrors(issue: z.core.$ZodIssue, source: Source, value: unknown): FieldError[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  const loc = [source, ...path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      loc: [...loc, key],
      msg: 'Extra inputs are not permitted',
      type: 'extra_forbidden',
      input: at(value, [...path, key]),
    }));
  }
  if (at(value, path) === undefined) {
    const input = source === 'body' ? at(value, path.slice(0, -1)) : null;
    return [{ loc, msg: 'Field required', type: 'missing', input }];
  }
  const wrongType = issue.code === 'invalid_type' ? WRONG_TYPES[issue.expected] : undefined;
  const [type, msg] = wrongType
    ? [wrongType[0], `Input should be a valid ${wrongType[1]}`]
    : [TYPES[issue.code] ?? 'value_error', issue.message];
  return [{ loc, msg, type, input: at(value, path) }];
}

function at(value: unknown, path: (string | number)[]): unknown {
  return path.reduce((node, key) => (node as Record<string, unknown> | null)?.[key], value);
}
