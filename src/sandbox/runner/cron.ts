interface Field {
  min: number;
  max: number;
  /** Names of its values; the first means `min`. */
  names?: string;
}

const SECOND: Field = { min: 0, max: 59 };
const MINUTE: Field = { min: 0, max: 59 };
const HOUR: Field = { min: 0, max: 23 };
const DAY: Field = { min: 1, max: 31 };
const MONTH: Field = { min: 1, max: 12, names: 'jan feb mar apr may jun jul aug sep oct nov dec' };
const WEEKDAY: Field = { min: 0, max: 6, names: 'sun mon tue wed thu fri sat' };

const ALIASES = new Map([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
]);

const DAY_MS = 86_400_000;

/** Whether a schedule includes a moment, which is a whole second in UTC. Its parts are compared one by one, the largest unit first. */
interface Schedule {
  day(time: Date): boolean;
  hour(time: Date): boolean;
  minute(time: Date): boolean;
  second(time: Date): boolean;
}

/**
 * The latest time of a schedule in UTC that lies before `now` and not before `oldest`; undefined where there is none.
 * Reads expressions as the platform's scheduler (croniter) does: five fields, a sixth for seconds, `@hourly` and its kin,
 * names, steps, ranges that wrap, `L`, `5#2`. Throws for a bad one.
 */
export function previousTime(cron: string, now: Date, oldest: Date): Date | undefined {
  const schedule = read(cron);
  let at = Math.ceil(now.getTime() / 1000) * 1000 - 1000;
  while (at >= oldest.getTime()) {
    const time = new Date(at);
    if (!schedule.day(time)) at = startOf(at, DAY_MS) - 1000;
    else if (!schedule.hour(time)) at = startOf(at, 3_600_000) - 1000;
    else if (!schedule.minute(time)) at = startOf(at, 60_000) - 1000;
    else if (!schedule.second(time)) at -= 1000;
    else return time;
  }
  return undefined;
}

const startOf = (time: number, unit: number) => Math.floor(time / unit) * unit;

function read(cron: string): Schedule {
  const text = cron.toLowerCase();
  const fields = (ALIASES.get(text) ?? text).trim().split(/\s+/);
  if (fields.length < 5 || fields.length > 6) throw new Error(`it has ${fields.length} fields, not 5 or 6`);
  const [minute, hour, day, month, weekday, second = '0'] = fields as [
    string,
    string,
    string,
    string,
    string,
  ];
  const seconds = valuesOf(SECOND, second);
  const minutes = valuesOf(MINUTE, minute);
  const hours = valuesOf(HOUR, hour);
  const months = valuesOf(MONTH, month);
  const isDay = dayOfMonth(day, weekday);
  const isWeekday = dayOfWeek(weekday, day);
  const either = isDay.isNarrow && isWeekday.isNarrow && !/[l#]/.test(weekday);
  return {
    day: (time) =>
      months.has(time.getUTCMonth() + 1) &&
      (either ? isDay.has(time) || isWeekday.has(time) : isDay.has(time) && isWeekday.has(time)),
    hour: (time) => hours.has(time.getUTCHours()),
    minute: (time) => minutes.has(time.getUTCMinutes()),
    second: (time) => seconds.has(time.getUTCSeconds()),
  };
}

/** One of the two fields for days. Where both name days, a day that one of them names is enough. */
interface Days {
  isNarrow: boolean;
  has(time: Date): boolean;
}

function dayOfMonth(text: string, other: string): Days {
  const items = starFor(text).split(',');
  const plain = items.filter((item) => item !== 'l');
  const days = plain.length > 0 ? valuesOf(DAY, plain.join(',')) : new Set<number>();
  const hasLast = plain.length < items.length;
  return {
    isNarrow: !isAll(text, hasLast ? 0 : days.size, 31, other),
    has: (time) => days.has(time.getUTCDate()) || (hasLast && isInLastDays(time, 1)),
  };
}

function dayOfWeek(text: string, other: string): Days {
  if (!/[l#]/.test(text)) {
    const days = valuesOf(WEEKDAY, starFor(text));
    return { isNarrow: !isAll(text, days.size, 7, other), has: (time) => days.has(time.getUTCDay()) };
  }
  const tests = text.split(',').map(specialWeekday);
  return { isNarrow: true, has: (time) => tests.some((test) => test(time)) };
}

/** `?` is `*`, in the fields for days only and by itself. */
const starFor = (text: string) => (text === '?' ? '*' : text);

/** `*` in a list leaves the field open; `1-31` does not: beside named weekdays it includes every day. */
function isAll(text: string, count: number, of: number, other: string): boolean {
  return text === '?' || text.split(',').includes('*') || (count === of && other.includes('*'));
}

/** `L5`: the last Friday of the month; `5#2`: its second; `mon-fri#1`: the first of each of these days. */
function specialWeekday(item: string): (time: Date) => boolean {
  const last = /^l([0-7])$/.exec(item);
  if (last) return (time) => time.getUTCDay() === Number(last[1]) % 7 && isInLastDays(time, 7);
  const [, days, count] = /^([a-z]{3}|\d+|[a-z]{3}-[a-z]{3})#([1-5])$/.exec(item) ?? [];
  if (days === undefined) throw new Error(`${item} is not a day of the week`);
  const wanted = valuesOf(WEEKDAY, days);
  return (time) => wanted.has(time.getUTCDay()) && Math.ceil(time.getUTCDate() / 7) === Number(count);
}

function isInLastDays(time: Date, days: number): boolean {
  return new Date(time.getTime() + days * DAY_MS).getUTCMonth() !== time.getUTCMonth();
}

function valuesOf(field: Field, text: string): Set<number> {
  return new Set(text.split(',').flatMap((item) => valuesOfItem(field, item)));
}

function valuesOfItem(field: Field, item: string): number[] {
  const match = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(item);
  const step = Number(match?.[4] ?? 1);
  if (!match || step === 0) throw new Error(`${item} is not one of its values`);
  const [, star, first = '', last] = match;
  if (star) return steps(field, field.min, field.max, step);
  const low = numberOf(field, first);
  if (last === undefined) return match[4] === undefined ? [low] : steps(field, low, field.max, step);
  if (field === WEEKDAY && low === 0 && last === '7') return steps(field, low, field.max, step);
  const high = numberOf(field, last);
  return low === high ? steps(field, field.min, field.max, step) : steps(field, low, high, step);
}

/** The values from `low` to `high`. Where `high` is the lower one, they wrap around the end of the field, with steps as croniter takes them. */
function steps({ min, max }: Field, low: number, high: number, step: number): number[] {
  if (high >= low) return range(low, high, step);
  const before = range(low, max, step);
  const last = before.at(-1) ?? low;
  const goesOver = last + step > max + 1;
  return [...before, ...range(min + (goesOver ? Math.max(0, step - (max - last)) : 0), high, step)];
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, at) => from + at * step);
}

function numberOf(field: Field, text: string): number {
  const named = field.names?.split(' ').indexOf(text) ?? -1;
  const value = named >= 0 ? named + field.min : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (field === WEEKDAY && value === 7) return 0;
  if (value >= field.min && value <= field.max) return value;
  throw new Error(`${text} is not between ${field.min} and ${field.max}`);
}
