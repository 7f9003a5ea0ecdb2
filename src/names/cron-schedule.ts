import { Cron } from 'croner';
import { Refused } from '../errors/request-errors.ts';
import { CronFault, toCronerPattern } from './cron-fields.ts';

const SHOWN = 3;

/**
 * The next three times of a cron expression as the platform's scheduler reads it, in UTC and ISO 8601: minute, hour, day
 * of month, month, weekday and, if need be, second; or `@hourly` and its kin. Throws `Refused` for anything else, and for
 * one that never comes.
 */
export function nextRuns(cron: string, now = new Date()): string[] {
  const times = parseCron(cron).nextRuns(SHOWN, now);
  if (times.length === 0) throw badCron(cron, 'it matches no date');
  return times.map((time) => time.toISOString());
}

function parseCron(cron: string): Cron {
  try {
    return new Cron(toCronerPattern(cron), { paused: true, timezone: 'UTC' });
  } catch (error) {
    if (error instanceof CronFault) throw badCron(cron, error.message);
    throw error;
  }
}

function badCron(cron: string, problem: string): Refused {
  return new Refused(`${JSON.stringify(cron)} is not a cron schedule: ${problem}.`, {
    hint: 'Give minute, hour, day of month, month and weekday, such as "0 6 * * 1-5" (06:00 UTC on workdays).',
  });
}
