import type { Fault, Recorded } from './fault.ts';

type Json = Record<string, unknown>;

/** The value of a JSON text; undefined where it is none. */
export function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const jsonOf = ({ body, contentType }: Recorded) =>
  /json/.test(contentType) ? asJson(body.toString()) : undefined;

/** Everything in a value that is no list and no object, made into something else. */
function leaves(value: unknown, made: (leaf: unknown, key: string) => unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => leaves(item, made, key));
  if (!isObject(value)) return made(value, key);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, leaves(item, made, name)]));
}

/** The real reply with something changed; it does not fit replies in which that changes nothing. */
const changed = (name: string, change: (json: unknown) => unknown): Fault => ({
  name,
  fits: (reply) => {
    const json = jsonOf(reply);
    return json !== undefined && json !== null && JSON.stringify(change(json)) !== JSON.stringify(json);
  },
  answer: ({ response, reply, sent }) => {
    const lie = change(jsonOf(reply));
    sent(lie);
    response.writeHead(reply.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(lie));
  },
});

/** What names the thing that a reply is about. */
const NAMES = /^(id|(run|session|note|slx|command|rule|issue)_?id|(short_?|slx_?)?name|slug)$/i;
const STATUSES = /^(status|state|run_?status|exec_?status)$/i;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function other(value: string | number): string | number {
  if (typeof value === 'number') return value + 68;
  return UUID.test(value) ? value.replace(/.{4}$/, 'ffff') : `${value}-other`;
}

function renamed(json: unknown): unknown {
  if (!isObject(json) || 'results' in json) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      NAMES.test(key) && (typeof value === 'string' || typeof value === 'number') ? other(value) : value,
    ]),
  );
}

const twisted = (value: unknown) =>
  typeof value === 'string'
    ? 7
    : typeof value === 'number'
      ? 'seven'
      : typeof value === 'boolean'
        ? 'yes'
        : { x: 1 };

/** Replies that look right. */
export const LIES: readonly Fault[] = [
  changed('another thing than asked for', renamed),
  changed('all values of other types', (json) => leaves(json, twisted)),
  changed('all values null', (json) => leaves(json, () => null)),
  changed('all values lists', (json) => leaves(json, (leaf) => [leaf])),
  changed('texts of 100 KB', (json) => {
    let left = 80;
    const isDate = (leaf: string) => /^\d{4}-\d\d-\d\dT/.test(leaf);
    // Kinds stay: one that does not exist is a lie of another kind, as are words that no status has.
    const isText = (leaf: unknown, key: string) =>
      typeof leaf === 'string' && !isDate(leaf) && !/type$/i.test(key);
    return leaves(json, (leaf, key) =>
      isText(leaf, key) && left-- > 0 ? `${leaf}${'x'.repeat(100_000)}` : leaf,
    );
  }),
  changed('words that no status has', (json) =>
    leaves(json, (leaf, key) => (STATUSES.test(key) && typeof leaf === 'string' ? 'FROBNICATED' : leaf)),
  ),
  changed('lists emptied', (json) =>
    isObject(json)
      ? Object.fromEntries(Object.entries(json).map(([key, item]) => [key, Array.isArray(item) ? [] : item]))
      : Array.isArray(json)
        ? []
        : json,
  ),
  changed('inside something else', (json) => ({ data: json })),
  {
    name: 'each key twice',
    fits: (reply) => isObject(jsonOf(reply)),
    answer: ({ response, reply, sent }) => {
      const json = jsonOf(reply) as Json;
      const again = leaves(renamed(json), (leaf) => leaf) as Json;
      sent(again);
      const inner = (value: Json) => JSON.stringify(value).slice(1, -1);
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(`{${[inner(json), inner(again)].filter(Boolean).join(',')}}`);
    },
  },
  {
    name: 'keys that are properties of every object',
    fits: (reply) => isObject(jsonOf(reply)),
    answer: ({ response, reply, sent }) => {
      const json = reply.body.toString();
      sent(asJson(json));
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(
        `{"__proto__":{"id":666,"isAdmin":true},"constructor":{"prototype":{"x":1}},${json.trim().slice(1)}`,
      );
    },
  },
];
