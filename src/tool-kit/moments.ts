const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * The moment that a text means, in ISO 8601 with offset: a time as it is, an age such as `24h` counted back from
 * now. `null` where it means neither. A time without an offset is taken as UTC, one before 1970 as 1970.
 */
export function parseSince(text: string, now = new Date()): string | null {
  const age = ageOf(text);
  if (age !== undefined) return toIso(now.getTime() - age);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text.trim())) return null;
  const given = text.trim().replace(' ', 'T');
  const withOffset = /([zZ]|[+-]\d{2}:?\d{2})$/.test(given) || !given.includes('T') ? given : `${given}Z`;
  const time = Date.parse(withOffset);
  return Number.isNaN(time) ? null : toIso(time);
}

/**
 * The moment to come that a text means, in ISO 8601 with offset: a time as it is, an age such as `2d` counted from
 * now. `null` where it means neither, or is not to come.
 */
export function parseUntil(text: string, now = new Date()): string | null {
  const age = ageOf(text);
  const time =
    age === undefined ? parseSince(text, now) : new Date(Math.min(now.getTime() + age, LAST)).toISOString();
  return time !== null && Date.parse(time) > now.getTime() ? time : null;
}

/** The last moment that a date can hold with a year of four digits. */
const LAST = Date.parse('9999-12-31T23:59:59Z');

function ageOf(text: string): number | undefined {
  const age = /^(\d+(?:\.\d+)?)\s*([smhdw])$/.exec(text.trim().toLowerCase());
  return age ? Number(age[1]) * UNIT_MS[age[2] as keyof typeof UNIT_MS] : undefined;
}

/** An age may reach back further than dates do. */
function toIso(time: number): string {
  return new Date(Math.max(0, time)).toISOString();
}
