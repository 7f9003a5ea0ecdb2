import type { Runbook } from './records.ts';

/** What a Tool Builder bundle calls its only task before its variables are known. */
const UNRESOLVED_TITLE = '$' + '{TASK_TITLE}';

/** Task names as the bundle's robot file has them, with variables unresolved. */
export function taskNames(runbook: Runbook): string[] {
  return isToolBuilder(runbook) ? [UNRESOLVED_TITLE] : resolvedTitles(runbook);
}

/** Task titles with the configuration filled in, in the order of `taskNames`. */
export function resolvedTitles(runbook: Runbook): string[] {
  const title = configValue(runbook, 'TASK_TITLE');
  if (isToolBuilder(runbook) && title) return [title];
  const bundle = runbook.codeBundlePath?.split('/').at(-2) ?? runbook.name;
  return [bundle.replaceAll('-', ' ')];
}

function isToolBuilder(runbook: Runbook): boolean {
  return runbook.codeBundlePath?.includes('/tool-builder/') ?? false;
}

function configValue(runbook: Runbook, name: string): string | undefined {
  return runbook.configProvided.find((entry) => entry.name === name)?.value;
}
