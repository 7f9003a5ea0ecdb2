import { Cron } from 'croner';
import { Refused } from '../errors/request-errors.ts';

const SHOWN = 3;

/**
 * The next three times of a five-field cron expression (minute hour day month weekday), in UTC and ISO 8601.
 * Throws `Refused` for anything else, and for one that never comes.
 */
export function nextRuns(cron: string, now = new Date()): string[] {
  const times = parseCron(cron).nextRuns(SHOWN, now);
  if (times.length === 0) throw badCron(cron, 'it names no time that ever comes');
  return times.map((time) => time.toISOString());
}

function parseCron(cron: string): Cron {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) throw badCron(cron, `it has ${fields.length} fields instead of 5`);
  try {
    return new Cron(fields.join(' '), { paused: true, timezone: 'UTC' });
  } catch (error) {
    throw badCron(cron, (error as Error).message.replace(/^CronPattern: /, ''));
  }
}

function badCron(cron: string, problem: string): Refused {
  return new Refused(`${JSON.stringify(cron)} is not a cron schedule: ${problem}.`, {
    hint: 'Give minute, hour, day of month, month and weekday, such as "0 6 * * 1-5" (06:00 UTC on workdays).',
  });
}
