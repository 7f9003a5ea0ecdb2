import { isDeepStrictEqual } from 'node:util';
import { violationsOf } from '../contract/check-exchange.ts';
import type { Recorded } from './fault.ts';
import type { HostilePlatform } from './hostile-platform.ts';
import { asJson } from './lies.ts';
import { type Ended, Hang, SECRET } from './served.ts';

/**
 * How a case ended. Right are: `error`, a typed one; `same`, the result of a call without a fault; `told`, a result
 * that says what is missing; `published`, the result of a reply that is one by the published API.
 */
export const RIGHT: readonly Verdict[] = ['error', 'same', 'told', 'published'];
export const VERDICTS = [
  'error',
  'same',
  'told',
  'published',
  'hang',
  'crash',
  'internal',
  'stray output',
  'token seen',
  'double write',
  'wrong success',
] as const;

export type Verdict = (typeof VERDICTS)[number];

interface Seen {
  /** What the call gives when nothing goes wrong. */
  usual: Ended;
  ended: Ended | Error;
  log: string;
  stray: string;
  /** Tokens that reached another host. */
  tokens: string[];
  platform: HostilePlatform;
  exchanges: readonly Recorded[];
  method: string;
  path: string;
}

export function judge(seen: Seen): { verdict: Verdict; shown: string } {
  const { usual, ended, log, stray, tokens } = seen;
  if (ended instanceof Hang) return { verdict: 'hang', shown: log.slice(-300) };
  if (ended instanceof Error) return { verdict: 'crash', shown: ended.message };
  const shown = ended.wire.slice(0, 600);
  const leak = [ended.wire, log, ...tokens].find((text) => text.includes(SECRET));
  if (leak) return { verdict: 'token seen', shown: around(leak, SECRET) };
  if (/unforeseen_error|"code\\?":\\?"internal/.test(log + ended.wire))
    return { verdict: 'internal', shown: log.slice(-600) };
  if (stray !== '') return { verdict: 'stray output', shown: stray.slice(0, 300) };
  const twice = doubleWrite(seen);
  if (twice) return { verdict: 'double write', shown: twice };
  if (ended.failed) return { verdict: 'error', shown };
  if (isDeepStrictEqual(lasting(ended.value), lasting(usual.value))) return { verdict: 'same', shown };
  if (ended.behind.length > usual.behind.length || tells(ended.value, usual.value))
    return { verdict: 'told', shown };
  if (isPublished(seen)) return { verdict: 'published', shown };
  return { verdict: 'wrong success', shown: difference(lasting(usual.value), lasting(ended.value)) };
}

const REPEATABLE = /\/sync-typed$|\/chat-export-url$|\/task-search$/;

/** A request that does more when it is sent again, and was sent more often than the call needs. */
function doubleWrite({ platform, exchanges }: Seen): string | undefined {
  const keys = platform
    .seen()
    .filter(({ method, path }) => (method === 'POST' && !REPEATABLE.test(path)) || method === 'DELETE')
    .map(({ method, path }) => `${method} ${path}`);
  return [...new Set(keys)].find((key) => {
    const needed = exchanges.filter(({ method, path }) => `${method} ${path}` === key).length;
    return keys.filter((one) => one === key).length > Math.max(1, needed);
  });
}

/** Without what differs from call to call. */
function lasting(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\bconfirm="[^"]*"| at \d{4}-\d\d-\d\dT[\d:.]+Z/g, '');
  if (Array.isArray(value)) return value.map(lasting);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !/elapsed|duration|notes?$|^(time|constructor|confirm)$/.test(key))
      .map(([key, item]) => [key, lasting(item)]),
  );
}

/** Where two values first differ. */
function firstDifference(
  usual: unknown,
  given: unknown,
  at = '',
): { at: string; one: unknown; other: unknown } {
  const [one, other] = [usual, given] as Record<string, unknown>[];
  const isNode = (value: unknown) => typeof value === 'object' && value !== null;
  const key =
    isNode(one) &&
    isNode(other) &&
    [...Object.keys(one!), ...Object.keys(other!)].find(
      (name) => !isDeepStrictEqual(one![name], other![name]),
    );
  if (key) return firstDifference(one![key], other![key], `${at}.${key}`);
  return { at, one, other };
}

function difference(usual: unknown, given: unknown): string {
  const { at, one, other } = firstDifference(usual, given);
  const cut = (value: unknown) => JSON.stringify(value)?.slice(0, 200);
  return `${at}: usually ${cut(one)}, here ${cut(other)}`;
}

// biome-ignore lint/suspicious/noExplicitAny: any result.
type Result = any;

/** A result that says more than the usual one about what is missing, or that it does not know how it went. */
function tells(value: Result, usual: Result): boolean {
  const notes = (one: Result): number => (one?.notes ?? []).length;
  return (
    notes(value) > notes(usual) ||
    value?.note !== usual?.note ||
    value?.trouble !== undefined ||
    value?.incomplete !== undefined ||
    value?.cut !== undefined ||
    value?.registry_available === false ||
    differsByWords(value, usual) ||
    (value?.outcome !== usual?.outcome && /unknown|running/.test(value?.outcome))
  );
}

/** Whether the first text that differs goes on as the usual one and shows that it ends early, or says what was not read. */
function differsByWords(value: Result, usual: Result): boolean {
  const { one, other } = firstDifference(lasting(usual), lasting(value));
  if (typeof other !== 'string') return false;
  return NOT_KNOWN.test(other) || (typeof one === 'string' && other.startsWith(one) && other.endsWith('…'));
}

/** Words of a result, or of a row of one, for what could not be found out. */
const NOT_KNOWN = /could not be read|is not known whether|^timeout$| among the first /;

/** Whether a result says that something of it is missing: on a busy machine there are such results without any fault. */
export const isWhole = (value: Result): boolean =>
  value?.trouble === undefined &&
  value?.status !== 'timeout' &&
  !/could not be read|Time ran out|did not answer/.test(JSON.stringify(value));

/** Whether the platform lied with a reply that its published API has. */
function isPublished({ platform, exchanges, method, path }: Seen): boolean {
  const lie = platform.lie();
  const usual = exchanges.find((one) => one.method === method && one.path === path);
  if (lie === undefined || !usual) return false;
  const body = Array.isArray(lie) ? enveloped(lie, usual) : lie;
  const request = {
    method,
    path,
    query: new URLSearchParams(usual.query),
    headers: {},
    body: undefined,
    remotePort: 0,
  };
  const response = { status: usual.status, headers: { 'content-type': usual.contentType }, body };
  return violationsOf({ request, response, faulty: false }).every(
    (violation) => !/: answer /.test(violation),
  );
}

/** A bare list where the usual reply has one inside: older platforms give lists so, and it is one everywhere. */
function enveloped(list: unknown[], { body }: Recorded): unknown {
  const usual = asJson(body.toString());
  if (typeof usual !== 'object' || usual === null || Array.isArray(usual)) return list;
  const [name] = Object.entries(usual).find(([, value]) => Array.isArray(value)) ?? [];
  if (!name) return list;
  return { ...usual, ...('count' in usual ? { count: list.length, next: null } : {}), [name]: list };
}

const around = (text: string, word: string) => {
  const at = text.indexOf(word);
  return text.slice(Math.max(0, at - 150), at + 100);
};
