/** One value of an SLI or SLO, and its time. */
export interface Point {
  /** ISO 8601, UTC. */
  at: string;
  value: number;
}

const TIME_KEYS = ['at', 'time', 'timestamp', 'ts', 't', 'date', 'datetime', 'created'];
const VALUE_KEYS = ['value', 'v', 'val', 'y', 'metric'];
const DEEPEST = 5;
/** Larger numbers are milliseconds since 1970, smaller ones seconds. */
const MILLISECONDS_FROM = 1e11;

/**
 * The points in a reply that the published API leaves untyped, oldest first, one for each time: objects with a time and a
 * value, or pairs of the two, anywhere in the reply. Empty where none can be read.
 */
export function readPoints(untyped: unknown): Point[] {
  const byTime = new Map<string, Point>();
  collect(untyped, 0, (point) => byTime.set(point.at, point));
  return [...byTime.values()].sort((one, other) => (one.at < other.at ? -1 : 1));
}

function collect(value: unknown, depth: number, found: (point: Point) => void): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  const point = Array.isArray(value) ? pairOf(value) : memberPoint(value as Record<string, unknown>);
  if (point) {
    found(point);
    return;
  }
  for (const item of Object.values(value)) collect(item, depth + 1, found);
}

function pairOf(list: unknown[]): Point | undefined {
  return list.length === 2 ? pointOf(list[0], list[1]) : undefined;
}

function memberPoint(members: Record<string, unknown>): Point | undefined {
  const byName = new Map(Object.entries(members).map(([name, member]) => [name.toLowerCase(), member]));
  const first = (names: string[]) => byName.get(names.find((name) => byName.has(name)) ?? '');
  return pointOf(first(TIME_KEYS), first(VALUE_KEYS));
}

function pointOf(time: unknown, given: unknown): Point | undefined {
  const at = timeOf(time);
  const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  return at !== undefined && typeof value === 'number' && Number.isFinite(value) ? { at, value } : undefined;
}

function timeOf(time: unknown): string | undefined {
  const isText = typeof time === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(time);
  if (!isText && !(typeof time === 'number' && time > 1e8)) return undefined;
  const moment = new Date(typeof time === 'number' && time < MILLISECONDS_FROM ? time * 1000 : time);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

export interface Summary {
  last: Point;
  lowest: Point;
  highest: Point;
  under?: Under;
  /** How often the value changed. */
  changes: number;
  latest_changes: { at: string; from: number; to: number }[];
}

interface Under {
  bound: number;
  /** From 0 to 1. */
  share_of_time?: number;
  now: boolean;
  /** Left out where it was so from the first value on. */
  since?: string;
}

/** What somebody who reads a measure wants to know first; empty without points. */
export function summaryOf(points: readonly Point[], bound: number | undefined): Partial<Summary> {
  const last = points.at(-1);
  if (!last) return {};
  const lowest = points.reduce((low, point) => (point.value < low.value ? point : low));
  const highest = points.reduce((high, point) => (point.value > high.value ? point : high));
  const changes = points.flatMap(({ at, value }, index) => {
    const before = points[index - 1]?.value;
    return before === undefined || before === value ? [] : [{ at, from: before, to: value }];
  });
  return {
    last,
    lowest,
    highest,
    ...(bound === undefined ? {} : under(points, bound)),
    changes: changes.length,
    latest_changes: changes.slice(-LATEST_CHANGES),
  };
}

const LATEST_CHANGES = 5;

/** How much of the time the value was under a bound, each value counted until the next, and since when it is now. */
function under(points: readonly Point[], bound: number): { under: Under } {
  const [first, last] = [points[0]!, points.at(-1)!];
  const whole = Date.parse(last.at) - Date.parse(first.at);
  const below = points.reduce((sum, { at, value }, index) => {
    const next = points[index + 1];
    return next && value < bound ? sum + Date.parse(next.at) - Date.parse(at) : sum;
  }, 0);
  const isUnder = last.value < bound;
  const lastOther = points.findLastIndex(({ value }) => value < bound !== isUnder);
  return {
    under: {
      bound,
      ...(whole > 0 ? { share_of_time: Math.round((below / whole) * 1000) / 1000 } : {}),
      now: isUnder,
      ...(lastOther >= 0 ? { since: points[lastOther + 1]!.at } : {}),
    },
  };
}

/** At most this many points: the lowest of each interval, which a mean would hide, and always the last. */
export function thinOut(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points];
  const stretch = Math.ceil((points.length - 1) / (most - 1));
  const shown: Point[] = [];
  for (let from = 0; from < points.length - 1; from += stretch) {
    const part = points.slice(from, Math.min(from + stretch, points.length - 1));
    shown.push(part.reduce((low, point) => (point.value < low.value ? point : low)));
  }
  return [...shown, points.at(-1)!];
}
