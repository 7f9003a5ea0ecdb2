import { Refused } from '../errors/request-errors.ts';

/** Throws `Refused` where an update names nothing to change. */
export function requireChanges(fields: Record<string, unknown>): void {
  if (Object.values(fields).some((value) => value !== undefined)) return;
  throw new Refused('Nothing to change: only the id is given.', {
    hint: 'Give at least one field with its new value.',
  });
}
