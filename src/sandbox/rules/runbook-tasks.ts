import { bundleTitles } from '../runner/bundle-titles.ts';
import type { Runbook } from '../state/records.ts';

/** Task names as the bundle's robot file has them, with variables unresolved. */
export function taskNames(runbook: Runbook): string[] {
  return bundleTitles(runbook.codeBundlePath ?? '', 'task');
}

/** Task titles with the runbook's configuration filled in, in the order of `taskNames`. */
export function resolvedTitles(runbook: Runbook): string[] {
  const values = new Map(runbook.configProvided.map(({ name, value }) => [name, value]));
  return taskNames(runbook).map((title) =>
    title.replace(/\$\{(\w+)\}/g, (variable, name: string) => values.get(name) ?? variable),
  );
}
