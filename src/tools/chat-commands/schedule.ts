import { Refused } from '../../errors/request-errors.ts';
import { nextRuns } from '../../names/cron-schedule.ts';
import { personaFullName, personaShortName } from '../../names/persona-name.ts';
import type { ChatCommand } from '../../platform/chat-config.ts';

/**
 * The assistant's name in the form that the platform stores: in full for a command in an assistant's scope, which that
 * assistant also runs on schedule when nobody is named; short for any other scope. Undefined leaves it as it is.
 */
export function assistantFor(
  scope: { scope_type: string; scope_id?: string | null },
  workspace: string,
  {
    assistant_name,
    cron_schedule,
  }: { assistant_name?: string | undefined; cron_schedule?: string | undefined },
): { assistant_name?: string } {
  const ofPersona = scope.scope_type === 'persona';
  if (assistant_name) {
    const form = ofPersona ? personaFullName : personaShortName;
    return { assistant_name: form(workspace, assistant_name) };
  }
  if (!ofPersona || !cron_schedule || !scope.scope_id) return {};
  return { assistant_name: personaFullName(workspace, scope.scope_id) };
}

/** When a command runs next, for the answer of a call; undefined without a schedule. */
export function scheduleOf(
  command: Pick<ChatCommand, 'cron_schedule' | 'schedule_paused'>,
): Record<string, unknown> | undefined {
  const { cron_schedule, schedule_paused } = command;
  if (!cron_schedule) return undefined;
  if (schedule_paused) return { cron_schedule, paused: true };
  try {
    return { cron_schedule, next_runs_utc: nextRuns(cron_schedule) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { cron_schedule, note: error.message };
  }
}
