import { isDeepStrictEqual } from 'node:util';
import { unreadable } from '../errors/say-issue.ts';
import { jsonOf } from '../json/json-of.ts';
import { pythonLiteralOf, repeatedKeyOf } from '../json/python-literal.ts';
import { booleanOf, numberOf } from './scalars.ts';

export type JsonSchema = Record<string, unknown>;

/** What `mendValue` gives where a value says that the argument is left out. */
export const LEFT_OUT = Symbol('left out');

/**
 * The value in the form that the schema asks for, where it is clear what is meant; else as it came, for the schema to refuse.
 * `free` texts are not touched: one that reads `null` or stands in quotes may be meant so.
 */
export function mendValue(value: unknown, schema: JsonSchema, free: boolean): unknown {
  if (value === null || value === undefined) return LEFT_OUT;
  switch (schema.type) {
    case 'string':
      return mendText(value, schema, free);
    case 'number':
    case 'integer':
      return mendScalar(value, numberOf);
    case 'boolean':
      return mendScalar(value, booleanOf);
    case 'array':
      return mendList(value, itemsOf(schema), free);
    case 'object':
      return mendMap(value, schema, free);
    default:
      return value;
  }
}

/** Words for nothing, as languages write it. */
const NOTHING = new Set(['null', 'NULL', 'Null', 'None', 'undefined', 'nil']);
const isNothing = (text: string) => NOTHING.has(text.trim());
const isBlank = (text: string) => text.trim() === '';

function mendText(value: unknown, schema: JsonSchema, free: boolean): unknown {
  const one = onlyOne(value);
  // Zod compares the length of whatever has one, and that of an object need not be comparable.
  if (isRecord(one)) return {};
  if (typeof one === 'number' || typeof one === 'boolean') return mendText(String(one), schema, free);
  if (typeof one !== 'string' || free) return one;
  const name = withoutQuotes(one);
  if (Array.isArray(schema.enum)) return chosen(name, schema.enum as string[]);
  const isNoAddress = schema.format === 'uri' && isBlank(name);
  return isNothing(name) || isNoAddress ? LEFT_OUT : name;
}

/** The choice that is spelt like the text but for case and separators. */
function chosen(name: string, choices: readonly string[]): unknown {
  if (choices.includes(name)) return name;
  if (isNothing(name) || isBlank(name)) return LEFT_OUT;
  const alike = choices.filter((choice) => folded(choice) === folded(name));
  return alike.length === 1 ? alike[0] : name;
}

const folded = (text: string) => text.toLowerCase().replaceAll(/[\s_-]/g, '');

function mendScalar(value: unknown, read: (text: string) => unknown): unknown {
  const one = onlyOne(value);
  if (isRecord(one)) return {};
  if (typeof one !== 'string') return typeof one === 'number' ? (read(String(one)) ?? one) : one;
  const text = withoutQuotes(one);
  if (isBlank(text) || isNothing(text)) return LEFT_OUT;
  return read(text) ?? text;
}

function mendList(value: unknown, items: JsonSchema, free: boolean): unknown {
  return (
    itemsIn(value, items, free)
      ?.map((item) => mendItem(item, items, free))
      .filter((item) => item !== LEFT_OUT) ?? LEFT_OUT
  );
}

/** The items that are given for a list, each as it was written; undefined where the list is left out. */
export function itemsIn(value: unknown, items: JsonSchema, free: boolean): unknown[] | undefined {
  if (typeof value === 'string') return itemsOfText(value, items, free);
  if (!Array.isArray(value)) return pairsOf(value, items) ?? [value];
  return value.flatMap((item) => membersOf(item, items));
}

/** A list as JSON or as Python writes it, names between commas, or one item. */
function itemsOfText(given: string, items: JsonSchema, free: boolean): unknown[] | undefined {
  if (isBlank(given) || (!free && isNothing(given))) return undefined;
  const text = withoutFence(given);
  const said = structureOf(text);
  if (said !== undefined) return itemsIn(said, items, free);
  const isOfNames = ['string', 'integer', 'number'].includes(String(items.type));
  const names = text.split(/[,\n]/).filter((name) => !isBlank(name));
  return isOfNames && !free ? names : [text];
}

/** An item, or its items where it is a list for no reason. */
function membersOf(item: unknown, items: JsonSchema): unknown[] {
  if (items.type === 'array') return [item];
  if (Array.isArray(item)) return item;
  const said = typeof item === 'string' ? structureOf(item) : undefined;
  return Array.isArray(said) ? said : (pairsOf(said ?? item, items) ?? [item]);
}

/** An item of a list; a blank is no name of anything. */
export function mendItem(item: unknown, items: JsonSchema, free: boolean): unknown {
  if (typeof item !== 'string' || free) return mendValue(item, items, free);
  return items.type === 'string' && isBlank(item) ? LEFT_OUT : mendValue(item.trim(), items, free);
}

/** A map of names to values as the list of pairs that is asked for. */
function pairsOf(value: unknown, items: JsonSchema): unknown[] | undefined {
  if (!isOfPairs(items) || !isRecord(value) || 'name' in value || 'value' in value) return undefined;
  return Object.entries(value).map(([name, one]) => ({ name, value: one }));
}

const isOfPairs = ({ properties }: JsonSchema) =>
  isRecord(properties) && Object.keys(properties).toSorted().join() === 'name,value';

function mendMap(given: unknown, schema: JsonSchema, free: boolean): unknown {
  const value = mapIn(given, schema);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, mendMember(name, member, schema, free)] as const)
      .filter(([, member]) => member !== LEFT_OUT),
  );
}

/** What an object's own property must be; undefined where the schema does not name it. */
export const propertyOf = ({ properties }: JsonSchema, name: string): JsonSchema | undefined =>
  isRecord(properties) && Object.hasOwn(properties, name) ? (properties[name] as JsonSchema) : undefined;

/** A member of an object or map. */
export function mendMember(name: string, member: unknown, schema: JsonSchema, free: boolean): unknown {
  const own = propertyOf(schema, name);
  const inner = own ?? (isRecord(schema.additionalProperties) ? schema.additionalProperties : undefined);
  // What may hold anything may hold null, too.
  if (member === null) return inner && !inner.type ? null : LEFT_OUT;
  // The values of a map are the user's own: a variable may be the text `null`.
  return inner ? mendValue(member, inner, free || !own) : member;
}

/** The object or map that is given, each member as it was written; a text or a list that is none as it came, or `LEFT_OUT`. */
export function mapIn(given: unknown, schema: JsonSchema): unknown {
  if (typeof given === 'string') return mapOfText(given, schema);
  if (Array.isArray(given)) return mapOfList(given, schema);
  return isRecord(given) ? withPair(given, schema) : given;
}

/** A pair of name and value as the schema asks for one. A map of two variables that are named `key` and `value` stays one. */
function withPair(given: Record<string, unknown>, schema: JsonSchema): Record<string, unknown> {
  const pair = pairOf(given);
  if (!pair) return given;
  if (isOfPairs(schema)) return { name: pair[0], value: pair[1] };
  return schema.properties || 'key' in given ? given : Object.fromEntries([pair]);
}

/** A map as JSON or as Python writes it, or lines such as `NAME=value`; a pair such as `env:prod` where pairs are listed. */
function mapOfText(given: string, schema: JsonSchema): unknown {
  if (isBlank(given) || isNothing(given)) return LEFT_OUT;
  const text = withoutFence(given);
  const said = structureOf(text);
  if (said !== undefined) return mapIn(said, schema);
  if (isOfPairs(schema)) {
    const [, name, value] = /^([^:=]+)[:=](.+)$/s.exec(withoutQuotes(text)) ?? [];
    if (name === undefined)
      return unreadable(`${JSON.stringify(given)} is neither {name, value} nor name:value`);
    return { name: name.trim(), value: value!.trim() };
  }
  if (schema.properties) return given;
  const lines = text.split('\n').filter((line) => !isBlank(line));
  const set = lines.map((line) => /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line));
  const unread = set.indexOf(null);
  if (unread >= 0) return unreadable(whyNoMap(lines[unread]!, schema));
  return mapIn(
    set.map((match) => ({ name: match![1], value: withoutQuotes(match![2]!) })),
    schema,
  );
}

function whyNoMap(line: string, schema: JsonSchema): string {
  if (/^\s*[[{(]/.test(line)) return 'starts like JSON but is not valid JSON';
  return holdsTexts(schema)
    ? `${JSON.stringify(line)} is neither JSON nor a line NAME=value`
    : `${JSON.stringify(line)} is not an object`;
}

/** Whether it is a map that may be written in several forms, as variables are. */
export const holdsTexts = ({ additionalProperties }: JsonSchema) =>
  isRecord(additionalProperties) && additionalProperties.type === 'string';

/** Pairs of name and value, lists of two, or maps, as one map; unreadable where it is none of these, or says two things of one name. */
function mapOfList(list: unknown[], schema: JsonSchema): unknown {
  if (schema.properties) return list.length === 1 ? mapIn(list[0], schema) : list;
  const map = new Map<string, unknown>();
  for (const [at, item] of list.entries()) {
    const said = typeof item === 'string' ? (structureOf(item) ?? mapOfText(item, schema)) : item;
    if (said === LEFT_OUT || said === null) continue;
    const entries = entriesOf(said);
    if (typeof entries === 'string') return unreadable(`its item ${at + 1} ${entries}`);
    for (const [name, value] of entries) {
      if (map.has(name) && !isDeepStrictEqual(map.get(name), value)) return givenTwice(name);
      map.set(name, value);
    }
  }
  return withPair(Object.fromEntries(map), schema);
}

const givenTwice = (name: string) => unreadable(`${name} is given twice, with different values`);

/** What one item of a list says of a map, or why it says nothing. */
function entriesOf(said: unknown): [string, unknown][] | string {
  if (typeof said === 'symbol') return said.description ?? '';
  if (Array.isArray(said))
    return said.length === 2 && typeof said[0] === 'string'
      ? [[said[0], said[1]]]
      : 'is not a pair of name and value';
  if (!isRecord(said)) return `is neither {name, value}, an object nor NAME=value`;
  const pair = pairOf(said);
  if (pair) return [pair];
  const of = [...NAMES, ...VALUES.slice(1)].find((key) => key in said);
  if (of === undefined) return Object.entries(said);
  return `has ${of} but is not a pair of name and value: it has ${Object.keys(said).join(', ')}`;
}

/** How the platform and others write a name and what it stands for; secrets are `secretsProvided` of a runbook. */
const NAMES = ['name', 'key'];
const VALUES = ['value', 'workspaceKey', 'workspace_key'];

function pairOf(said: Record<string, unknown>): [string, unknown] | undefined {
  const keys = Object.keys(said);
  const name = keys.find((key) => NAMES.includes(key));
  const value = keys.find((key) => VALUES.includes(key));
  if (keys.length !== 2 || name === undefined || value === undefined) return undefined;
  return typeof said[name] === 'string' ? [said[name], said[value]] : undefined;
}

/** The list or object that a text holds, written as JSON or as Python writes it; unreadable where an object says two things of one name. */
function structureOf(text: string): unknown {
  const trimmed = text.trim();
  if (!/^[[{(]/.test(trimmed)) return undefined;
  const said = jsonOf(trimmed) ?? pythonLiteralOf(trimmed);
  if (typeof said !== 'object' || said === null) return undefined;
  const twice = repeatedKeyOf(trimmed);
  return twice === undefined ? said : givenTwice(twice);
}

/** The one item of a list that was put around it for no reason. */
function onlyOne(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? onlyOne(value[0]) : value;
}

const QUOTED = /^(?:"([^"]*)"|'([^']*)'|`([^`]*)`|“([^“”]*)”|‘([^‘’]*)’)$/;

/** A name without blanks around it, and without the quotes that it was put in. */
function withoutQuotes(text: string): string {
  const trimmed = text.trim();
  const match = QUOTED.exec(trimmed);
  return match ? (match.slice(1).find((inner) => inner !== undefined) ?? '').trim() : trimmed;
}

function withoutFence(text: string): string {
  return /^\s*(?:```|~~~)[^\n]*\n([\s\S]*?)\n?(?:```|~~~)\s*$/.exec(text)?.[1] ?? text;
}

const itemsOf = (schema: JsonSchema) => (schema.items ?? {}) as JsonSchema;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
