const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * The moment that a text means, in ISO 8601 with offset: a time as it is, an age such as `24h` counted back from
 * now. `null` where it means neither. A time without an offset is taken as UTC, one before 1970 as 1970.
 */
export function parseSince(text: string, now = new Date()): string | null {
  const age = /^(\d+(?:\.\d+)?)\s*([smhdw])$/.exec(text.trim().toLowerCase());
  if (age) return toIso(now.getTime() - Number(age[1]) * UNIT_MS[age[2] as keyof typeof UNIT_MS]);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text.trim())) return null;
  const given = text.trim().replace(' ', 'T');
  const withOffset = /([zZ]|[+-]\d{2}:?\d{2})$/.test(given) || !given.includes('T') ? given : `${given}Z`;
  const time = Date.parse(withOffset);
  return Number.isNaN(time) ? null : toIso(time);
}

/** An age may reach back further than dates do. */
function toIso(time: number): string {
  return new Date(Math.max(0, time)).toISOString();
}
