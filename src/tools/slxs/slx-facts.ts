import type { Slx } from '../../platform/slxs.ts';
import { settingsOf } from '../../slx/committed-script.ts';
import { tagTexts } from '../../slx/tags.ts';
import { compact } from '../../tool-kit/compact.ts';

export function tagsOf(slx: Slx): string[] {
  return tagTexts(slx.tags ?? (slx.spec?.tags as Slx['tags']) ?? []);
}

/** Where the SLX is found: its path, and the names of the levels under which a map shows it. */
export function placeOf(slx: Slx): { resourcePath?: unknown; hierarchy?: unknown } {
  const context = slx.additionalContext ?? (slx.spec?.additionalContext as Slx['additionalContext']);
  return { resourcePath: context?.resourcePath, hierarchy: context?.hierarchy };
}

/** How often its SLI runs, and the schedule of its task where the SLI exists to start that. */
export function sliOf({ sli }: Slx): Record<string, unknown> | undefined {
  if (!sli) return undefined;
  const { CRON_SCHEDULE: schedule } = settingsOf(sli);
  const { intervalSeconds, codeBundlePath } = sli;
  return compact({ intervalSeconds, runs_task_on_schedule: schedule, codeBundlePath });
}
