import type { Bundle } from '../catalogue/bundle.ts';
import { renderArtifacts } from './artifacts.ts';
import { runCatalogueBundle } from './catalogue-bundle.ts';
import { runCronScheduler } from './cron-scheduler.ts';
import { SetupFailure } from './failures.ts';
import { isExecuted, runKubernetesBundle } from './kubernetes-bundle.ts';
import { locateBundle } from './locate-bundle.ts';
import { machine } from './machine.ts';
import type { RunOutcome, RunSpec } from './run.ts';
import type { BundleRecord } from './run-record.ts';
import { withSlot } from './run-slots.ts';
import { type BundleRun, runToolBuilder } from './tool-builder.ts';

/**
 * Executes a bundle as the platform's runner does: a Tool Builder script in a fresh directory, with only the given
 * environment, its result read from the file that it leaves. Runs beyond a few at once wait. Whatever a script
 * does is an outcome; rejects only when `spec.signal` is aborted, or where the machine has no bash.
 */
export async function runScript(spec: RunSpec): Promise<RunOutcome> {
  return withSlot(() => run(spec), spec.signal);
}

async function run(spec: RunSpec): Promise<RunOutcome> {
  const now = spec.now ?? (() => new Date());
  const startedAt = now().toISOString();
  const located = locateBundle(spec, spec.kind);
  const titles = 'missing' in located ? [] : titlesToRun(located.titles, spec.taskTitles);
  const { record, metric } =
    'missing' in located
      ? notStarted(located.missing, [])
      : await runTitles(spec, { bundle: located.bundle, titles }, now());
  const ended = { passedTitles: [], failedTitles: [], skippedTitles: [], [endOf(record)]: titles };
  return {
    ...ended,
    errors: record.errors,
    issues: record.issues,
    metric,
    artifacts: renderArtifacts({ ...record, suite: spec.kind === 'sli' ? 'Sli' : 'Runbook', titles }),
    startedAt,
    finishedAt: now().toISOString(),
  };
}

/** Asked-for titles are compared with the unresolved ones, so that a resolved title matches nothing. */
function titlesToRun(titles: string[], asked = ['*']): string[] {
  return asked.includes('*') ? titles : titles.filter((title) => asked.includes(title));
}

function endOf({ errors, skipped }: BundleRecord): 'passedTitles' | 'failedTitles' | 'skippedTitles' {
  if (errors.length > 0) return 'failedTitles';
  return skipped === undefined ? 'passedTitles' : 'skippedTitles';
}

async function runTitles(
  spec: RunSpec,
  { bundle, titles }: { bundle: Bundle; titles: string[] },
  now: Date,
): Promise<BundleRun> {
  if (titles.length === 0) return nothingToRun(spec);
  try {
    if (bundle.name === 'tool-builder') return await runToolBuilder(spec, await machine(), now);
    if (bundle.name === 'cron-scheduler-sli') return await runCronScheduler(spec, now);
    if (isExecuted(bundle, spec)) return runKubernetesBundle(spec, bundle, titles);
    return runCatalogueBundle(spec, bundle, titles.join(', '));
  } catch (error) {
    if (error instanceof SetupFailure) return notStarted(error.message, titles);
    throw error;
  }
}

function nothingToRun({ pathToRobot, taskTitles = [] }: RunSpec): BundleRun {
  return notStarted(`${pathToRobot} has no task with one of the titles ${JSON.stringify(taskTitles)}.`, []);
}

function notStarted(reason: string, titles: string[]): BundleRun {
  const taskName = titles.join(', ');
  const record = { taskName, taskDoc: '', report: [], issues: [], errors: [reason], started: false, log: [] };
  return { record, metric: null };
}
