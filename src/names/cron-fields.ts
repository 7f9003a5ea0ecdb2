/** A cron expression that cannot be used, in words that go on after "...: ". */
export class CronFault extends Error {}

interface Field {
  name: string;
  min: number;
  max: number;
  /** Names of its values; the first means `min`. */
  names: readonly string[];
}

const MINUTE: Field = { name: 'minute', min: 0, max: 59, names: [] };
const HOUR: Field = { name: 'hour', min: 0, max: 23, names: [] };
const DAY: Field = { name: 'day of month', min: 1, max: 31, names: [] };
const MONTH: Field = {
  name: 'month',
  min: 1,
  max: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const WEEKDAY: Field = {
  name: 'weekday',
  min: 0,
  max: 6,
  names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
};
const SECOND: Field = { name: 'second', min: 0, max: 59, names: [] };

const ALIASES = new Map([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
]);

const STAR = /^[*?]$/;
/** `*`, a value or a range, each with a step or without. */
const ITEM = /^(?:(\*)|([a-z]{3}|\d+)(?:-([a-z]{3}|\d+))?)(?:\/(\d+))?$/;
const LAST_WEEKDAY = /^l([0-7])$/;
const NTH_WEEKDAY = /^([a-z]{3}|\d+|[a-z]{3}-[a-z]{3})#(\d+)$/;
/** How other readers write the last weekday of a month: `5L`, `friL`, `fri#L`. */
const OTHER_LAST_WEEKDAY = /^([a-z]{3}|[0-7])#?l$/;

/**
 * An expression as the platform's scheduler (croniter) reads it, written out for croner: seconds first, every list
 * spelt out, `5L` for the last Friday. Takes five fields, a sixth for seconds at the end, or `@hourly` and its kin.
 * Throws `CronFault` for all else, and for the forms that the two do not read alike.
 */
export function toCronerPattern(cron: string): string {
  const text = cron.toLowerCase();
  const alias = ALIASES.get(text);
  if (alias === undefined && ALIASES.has(text.trim())) throw new CronFault('there are blanks around it');
  const texts = (alias ?? text).trim().split(/[ \t\n\r\f\v]+/);
  if (texts[0]?.startsWith('@')) throw new CronFault(`only ${[...ALIASES.keys()].join(', ')} have a name`);
  if (texts.length < 5 || texts.length > 6) {
    throw new CronFault(
      `it has ${texts.length} ${texts.length === 1 ? 'field' : 'fields'} instead of 5 or 6`,
    );
  }
  const [minute, hour, day, month, weekday, second = '0'] = texts as [string, string, string, string, string];
  return [
    expand(SECOND, second),
    expand(MINUTE, minute),
    expand(HOUR, hour),
    expandDay(day, weekday),
    expand(MONTH, month),
    expandWeekday(weekday, day),
  ].join(' ');
}

/** `L` is the last day of a month. Where weekdays are named too, a list of all days does not mean the same as `*`. */
function expandDay(text: string, weekday: string): string {
  if (STAR.test(text)) return '*';
  const items = itemsOf(text);
  const days = valuesOf(
    DAY,
    items.filter((item) => item !== 'l'),
  );
  const last = items.includes('l') ? ['L'] : [];
  if (days.size === 30 && last.length > 0) throw new CronFault('L beside 30 other days is all days to some');
  if (days.size === 31 && last.length === 0 && weekday.includes('*')) return '*';
  return [...sorted(days), ...last].join(',');
}

function expandWeekday(text: string, day: string): string {
  if (STAR.test(text)) return '*';
  const items = itemsOf(text);
  const special = items.flatMap(specialWeekdays);
  if (special.length === 0) {
    const days = valuesOf(WEEKDAY, items);
    return days.size === 7 && day.includes('*') ? '*' : sorted(days).join(',');
  }
  if (items.some((item) => specialWeekdays(item).length === 0)) {
    throw new CronFault('weekdays with # or L stand alone, not beside other weekdays');
  }
  if (!STAR.test(day)) throw new CronFault('weekdays with # or L need * as the day of month');
  return [...new Set(special)].join(',');
}

function itemsOf(text: string): string[] {
  const items = text.split(',');
  if (items.length > 1 && items.includes('*')) throw new CronFault('* stands alone, not beside other days');
  return items;
}

/** `L5` and `5#2`, as croner writes them. */
function specialWeekdays(item: string): string[] {
  const last = LAST_WEEKDAY.exec(item);
  if (last) return [`${Number(last[1]) % 7}L`];
  const other = OTHER_LAST_WEEKDAY.exec(item);
  if (other)
    throw new CronFault(`write L${numberOf(WEEKDAY, other[1]!) % 7} for the last such weekday of a month`);
  const nth = NTH_WEEKDAY.exec(item);
  if (!nth) return [];
  if (!/^[1-5]$/.test(nth[2]!)) throw new CronFault(`after # comes 1 to 5, not ${nth[2]}`);
  return sorted(valuesOf(WEEKDAY, [nth[1]!])).map((value) => `${value}#${nth[2]}`);
}

function expand(field: Field, text: string): string {
  if (text === '*') return '*';
  const values = valuesOf(field, text.split(','));
  return values.size === field.max - field.min + 1 ? '*' : sorted(values).join(',');
}

function sorted(values: ReadonlySet<number>): number[] {
  return [...values].sort((a, b) => a - b);
}

function valuesOf(field: Field, items: readonly string[]): Set<number> {
  return new Set(items.flatMap((item) => valuesOfItem(field, item)));
}

function valuesOfItem(field: Field, item: string): number[] {
  const match = ITEM.exec(item);
  if (!match) throw new CronFault(`${JSON.stringify(item)} is not a valid ${field.name}${hintFor(item)}`);
  const [, star, first, last, stepText] = match;
  const step = stepText === undefined ? 1 : Number(stepText);
  if (step === 0) throw new CronFault(`the step in ${JSON.stringify(item)} is 0`);
  if (star !== undefined) return range(field.min, field.max, step);
  const low = numberOf(field, first!);
  if (last === undefined)
    return stepText === undefined ? [fold(field, low)] : range(fold(field, low), field.max, step);
  const high = numberOf(field, last);
  if (field === WEEKDAY && low === 0 && high === 7) return range(field.min, field.max, step);
  if (fold(field, low) === fold(field, high)) {
    throw new CronFault(
      `${JSON.stringify(item)} is read as one value by some and as all by others; write ${first} or *`,
    );
  }
  return wrap(field, fold(field, low), fold(field, high), step);
}

function hintFor(item: string): string {
  if (/^\d*w\d*$|^lw$/.test(item))
    return ', and nearest weekdays are not read by every scheduler; name the days';
  if (/^l-\d|-l$/.test(item)) return '; L stands alone';
  return /^[hr](?:\W|$)/.test(item) ? ', and times that are drawn are not fixed; name one' : '';
}

/** The number of a value; 7 is a Sunday, too. */
function numberOf(field: Field, text: string): number {
  const named = field.names.indexOf(text);
  const value = named < 0 ? Number(text) : named + field.min;
  const max = field === WEEKDAY ? 7 : field.max;
  if (Number.isNaN(value)) throw new CronFault(`${JSON.stringify(text)} is not a valid ${field.name}`);
  if (value < field.min || value > max) {
    throw new CronFault(`${text} is not a valid ${field.name}, which goes from ${field.min} to ${max}`);
  }
  return value;
}

function fold(field: Field, value: number): number {
  return field === WEEKDAY ? value % 7 : value;
}

/** `22-2` wraps around the end of the field, with steps as croniter takes them. */
function wrap({ min, max }: Field, low: number, high: number, step: number): number[] {
  if (low < high) return range(low, high, step);
  const before = range(low, max, step);
  const left = max - before.at(-1)!;
  const isOver = before.at(-1)! - min + step > max - min + 1;
  return [...before, ...range(min + (isOver && left < step ? step - left : 0), high, step)];
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, at) => from + at * step);
}
