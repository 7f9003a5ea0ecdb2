import type { Host } from './host.ts';
import { isLocale } from './theme.ts';

type Local = Pick<Host, 'locale' | 'timeZone'>;

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago, in the host's language; undefined where the text is no time. */
export function ago(
  time: string | null | undefined,
  { locale }: Local,
  now = Date.now(),
): string | undefined {
  const at = Date.parse(time ?? '');
  if (Number.isNaN(at)) return undefined;
  const format = new Intl.RelativeTimeFormat(localeOf(locale), { numeric: 'auto', style: 'short' });
  const [unit, size] = STEPS.find(([, length]) => Math.abs(now - at) >= length) ?? STEPS[2];
  return format.format(-Math.round((now - at) / size), unit);
}

/** Date and time in the host's language and zone. */
export function moment(
  time: string | number | null | undefined,
  { locale, timeZone }: Local,
): string | undefined {
  const at = typeof time === 'number' ? time : Date.parse(time ?? '');
  if (Number.isNaN(at)) return undefined;
  const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
  try {
    return new Intl.DateTimeFormat(localeOf(locale), { ...style, timeZone }).format(at);
  } catch {
    return new Intl.DateTimeFormat(localeOf(locale), style).format(at);
  }
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const localeOf = (locale: string | undefined) => (locale && isLocale(locale) ? locale : undefined);
