import { catalogue } from '../catalogue/catalogue.ts';
import type { RunKind } from './run.ts';

/** The title of the Tool Builder's only task: Robot Framework resolves it in report lines, not in title lists. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Robot Framework.
const TOOL_BUILDER_TITLE = '${TASK_TITLE}';
export const CRON_SCHEDULER_TITLE = 'Trigger the SLX at the Scheduled Time';

/** Directory of a bundle, which is its name: `tool-builder` of `codebundles/tool-builder/runbook.robot`. */
export function bundleName(pathToRobot: string): string {
  return /([^/]+)\/[^/]*$/.exec(pathToRobot)?.[1] ?? pathToRobot;
}

/** Titles of the tasks in a bundle's robot file, unresolved; its name where the catalogue does not list it. */
export function bundleTitles(pathToRobot: string, kind: RunKind): string[] {
  const name = bundleName(pathToRobot);
  if (name === 'tool-builder') return [TOOL_BUILDER_TITLE];
  if (name === 'cron-scheduler-sli') return [CRON_SCHEDULER_TITLE];
  const bundle = catalogue.find((candidate) => candidate.name === name);
  const titles = kind === 'sli' ? bundle?.slis : bundle?.tasks;
  return titles?.length ? titles : [name];
}
