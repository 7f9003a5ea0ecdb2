import { BOUNDS } from '../config/bounds.ts';

/** One text or list of a reply that is longer than there is room for. */
interface Cut {
  /** Where it stands, such as `issues` or `results.3.details`; `reply` for the whole. */
  at: string;
  shown: number;
  of: number;
  unit: 'characters' | 'items' | 'keys';
}

/** Room for `cut` itself. */
const AROUND = 4_000;
const SHOWN_CUTS = 10;
/** Less than this says nothing. */
const LEAST = 8;

/**
 * A value that fits into one reply to the model. What is short stays whole; the longest texts, lists and objects share
 * the room that is left, each kept from its beginning. `cut` then says what is missing and how to get the rest; a
 * list as a whole reply becomes `results` for it. `most` is in bytes, for a part of a reply that has a bound of its own.
 */
export function fitReply(value: unknown, rest: string, most: number = BOUNDS.reply.limit): unknown {
  if (sizeOf(value) <= most) return value;
  const cuts: Cut[] = [];
  const fitted = shrink(value, most - Math.min(AROUND, most / 4), 'reply', cuts);
  const cut = {
    parts: cuts.slice(0, SHOWN_CUTS),
    ...(cuts.length > SHOWN_CUTS ? { more: cuts.length - SHOWN_CUTS } : {}),
    rest,
  };
  return isRecord(fitted) ? { ...fitted, cut } : { results: fitted, cut };
}

function shrink(value: unknown, room: number, at: string, cuts: Cut[]): unknown {
  if (sizeOf(value) <= room) return value;
  if (typeof value === 'string') return shrinkText(value, room, at, cuts);
  if (Array.isArray(value)) return shrinkList(value, room, at, cuts);
  return isRecord(value) ? shrinkObject(value, room, at, cuts) : value;
}

function shrinkText(text: string, room: number, at: string, cuts: Cut[]): string {
  let [length, tooLong] = [0, Math.min(text.length, room)];
  while (tooLong - length > 1) {
    const middle = Math.floor((length + tooLong) / 2);
    if (sizeOf(text.slice(0, middle)) <= room - 3) length = middle;
    else tooLong = middle;
  }
  const shown = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  cuts.push({ at, shown: shown.length, of: text.length, unit: 'characters' });
  return `${shown}…`;
}

/** The first items whole; only an item that has not even room alone is cut itself. */
function shrinkList(list: readonly unknown[], room: number, at: string, cuts: Cut[]): unknown[] {
  const shown: unknown[] = [];
  let left = room - 2;
  for (const item of list) {
    const size = sizeOf(item) + 1;
    if (size > left) break;
    shown.push(item);
    left -= size;
  }
  if (shown.length === 0 && left >= LEAST) shown.push(shrink(list[0], left, under(at, 0), cuts));
  if (shown.length < list.length) cuts.push({ at, shown: shown.length, of: list.length, unit: 'items' });
  return shown;
}

/** Members in their order; the small ones first get what they need, the others an even share of the rest. */
function shrinkObject(
  value: Record<string, unknown>,
  room: number,
  at: string,
  cuts: Cut[],
): Record<string, unknown> {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sizes = members.map(([key, member]) => ({ key, names: sizeOf(key) + 2, size: sizeOf(member) }));
  let left = room - 2;
  const shares = new Map<string, number>();
  for (const [index, { key, names, size }] of sizes
    .toSorted((one, other) => one.size - other.size)
    .entries()) {
    const share = Math.min(size, Math.floor(left / (sizes.length - index)) - names);
    if (share < Math.min(size, LEAST)) continue;
    shares.set(key, share);
    left -= share + names;
  }
  if (shares.size < members.length) cuts.push({ at, shown: shares.size, of: members.length, unit: 'keys' });
  return Object.fromEntries(
    members
      .filter(([key]) => shares.has(key))
      .map(([key, member]) => [key, shrink(member, shares.get(key)!, under(at, key), cuts)]),
  );
}

const under = (at: string, key: string | number) =>
  (at === 'reply' ? String(key) : `${at}.${key}`).slice(0, 200);

/** Bytes as JSON. */
const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value) ?? 'null');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
