import { locateBundle } from '../runner/locate-bundle.ts';
import type { Runbook } from '../state/records.ts';

/** Task names as the bundle's robot file has them, with variables unresolved; none where there is no such file. */
export function taskNames(runbook: Runbook): string[] {
  const { codeBundleRepoUrl: repoUrl, codeBundlePath } = runbook;
  const located = locateBundle({ repoUrl, pathToRobot: codeBundlePath ?? '' }, 'task');
  return 'missing' in located ? [] : located.titles;
}

/** Task titles with the runbook's configuration filled in, in the order of `taskNames`. */
export function resolvedTitles(runbook: Runbook): string[] {
  const values = new Map(runbook.configProvided.map(({ name, value }) => [name, value]));
  return taskNames(runbook).map((title) =>
    title.replace(/\$\{(\w+)\}/g, (variable, name: string) => values.get(name) ?? variable),
  );
}
