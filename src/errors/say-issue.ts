import type { z } from 'zod';
import { didYouMean } from './nearest.ts';

/**
 * Stands for a value that is none of the forms that its parameter takes, so that every schema refuses it. `why` stands after
 * the parameter's name: `is given twice`.
 */
export const unreadable = (why: string): symbol => Symbol(why);

/** What is wrong with a value, to stand after its place: `"ten" is not a whole number`. `given` is what the schema read. */
export function sayIssue(issue: z.core.$ZodIssue, given: unknown): string {
  const value = valueAt(given, issue.path);
  if (typeof value === 'symbol') return value.description ?? '';
  if (value === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `${shown(value)} is not ${kindOf(issue.expected)}`;
    case 'invalid_value':
      return noneOf(value, issue.values.map(String));
    case 'invalid_union':
      return sayUnion(issue, value);
    case 'too_big':
    case 'too_small':
      return sayRange(issue, value);
    case 'unrecognized_keys':
      return `has an unknown key ${issue.keys.join(', ')}`;
    case 'invalid_format':
      return FORMATS[issue.format]
        ? `${shown(value)} is not ${FORMATS[issue.format]}`
        : own(value, issue.message);
    default:
      return own(value, issue.message);
  }
}

const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], given);

/** The longest text that is shown whole. */
const SHOWN = 40;

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** A schema's own message, such as `must be month`, after the value that it is about, where that can be quoted. */
const own = (value: unknown, message: string) =>
  typeof value === 'object' || String(value).trim() === '' ? message : `${shown(value)} ${message}`;

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object of names and values',
};

const kindOf = (expected: string) => KINDS[expected] ?? `of the type ${expected}`;

const FORMATS: Record<string, string> = {
  url: 'a URL such as https://example.com/icon.svg',
  uuid: 'a UUID',
};

function noneOf(value: unknown, choices: readonly string[]): string {
  const meant = typeof value === 'string' ? didYouMean(value, choices) : '';
  return `${shown(value)} is ${meant ? 'not one of the values' : `not one of ${choices.join(', ')}`}${meant}`;
}

/** What the nearest member of a union says: the one that the value's type fits. */
function sayUnion(issue: z.core.$ZodIssueInvalidUnion, value: unknown): string {
  if ('options' in issue && Array.isArray(issue.options)) return noneOf(value, issue.options.map(String));
  const fits = issue.errors.find((errors) =>
    errors.every(({ code, path }) => code !== 'invalid_type' || path.length > 0),
  );
  if (fits)
    return fits
      .map((one) => [one.path.join('.'), sayIssue(one, value)].filter(Boolean).join(': '))
      .join('; ');
  const kinds = issue.errors.flatMap((errors) =>
    errors.flatMap((one) => (one.code === 'invalid_type' ? [kindOf(one.expected)] : [])),
  );
  return `${shown(value)} is neither ${kinds.join(' nor ')}`;
}

function sayRange(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall, value: unknown): string {
  const isBig = issue.code === 'too_big';
  const bound = String(isBig ? issue.maximum : issue.minimum);
  const unit = { string: 'characters', array: 'items', map: 'members', set: 'items' }[issue.origin as string];
  if (!unit) {
    const words = issue.inclusive ? ['more than', 'less than'] : ['not below', 'not above'];
    return `${shown(value)} is ${words[isBig ? 0 : 1]} ${bound}`;
  }
  if (!isBig && bound === '1') return 'must not be empty';
  return `has ${isBig ? 'more' : 'fewer'} than ${bound} ${unit}`;
}
