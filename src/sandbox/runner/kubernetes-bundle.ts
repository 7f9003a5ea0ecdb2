import type { Bundle } from '../catalogue/bundle.ts';
import { requireSetUp } from './catalogue-bundle.ts';
import { SetupFailure } from './failures.ts';
import type { Cluster, Namespace, RunIssue, RunSpec } from './run.ts';
import type { ReportLine } from './run-record.ts';
import type { BundleRun } from './tool-builder.ts';

const ACCEPTED_RESTARTS = 5;
const WINDOW_MINUTES = 60;

/** The result of one task of a bundle. */
interface Done {
  report: string;
  issue?: Pick<RunIssue, 'title' | 'details' | 'nextSteps'> & { severity: number };
}

type Task = (look: { spec: RunSpec; cluster: Cluster; namespace: Namespace }) => Done;

/** Tasks by the first words of their titles, of the bundles that the sandbox can execute on its own clusters. */
const TASKS: Record<string, Record<string, Task>> = {
  'k8s-namespace-healthcheck': {
    'Inspect Warning Events': warningEvents,
    'Inspect Container Restarts': containerRestarts,
    'Inspect Pending Pods': (look) => podsThat(look, 'are pending', ({ reason }) => reason === 'Pending'),
    'Inspect Failed Pods': (look) => podsThat(look, 'are not ready', ({ ready }) => !ready),
    'Check Event Anomalies': eventAnomalies,
  },
  'k8s-deployment-ops': {
    'Restart Deployment': (look) => operate(look, 'restart', 'restarted'),
    'Scale Up Deployment': (look) => operate(look, 'scale-up', 'scaled'),
    'Roll Back Deployment': (look) => operate(look, 'roll-back', 'rolled back'),
  },
};

/** Whether the sandbox executes this bundle instead of saying that it does not have its code. */
export function isExecuted({ name }: Bundle, { cluster }: RunSpec): boolean {
  return cluster !== undefined && name in TASKS;
}

/**
 * Runs a bundle on the workspace's clusters as its checks see them. Throws `SetupFailure` where something required is
 * missing, or there is no such context, namespace or deployment.
 */
export function runKubernetesBundle(spec: RunSpec, bundle: Bundle, titles: string[]): BundleRun {
  requireSetUp(spec, bundle);
  const { cluster } = spec;
  const { CONTEXT = '', NAMESPACE = '' } = spec.config;
  if (!cluster?.contexts.includes(CONTEXT))
    throw new SetupFailure(`error: context "${CONTEXT}" does not exist`);
  const namespace = cluster.namespace(CONTEXT, NAMESPACE);
  if (!namespace) throw new SetupFailure(`Error from server (NotFound): namespaces "${NAMESPACE}" not found`);
  const [metric, done] =
    spec.kind === 'sli'
      ? [shareReady(namespace), []]
      : [null, titles.map((title) => taskOf(bundle, title)({ spec, cluster, namespace }))];
  return {
    metric,
    record: {
      taskName: titles.join(', '),
      taskDoc: bundle.doc,
      report: done.map(({ report }): ReportLine => ({ obj: report, fmt: 'pre' })),
      issues: done.flatMap(({ issue }) => (issue ? [runIssue(issue, spec)] : [])),
      errors: [],
      started: true,
      log: done.map(({ report }) => report),
    },
  };
}

function taskOf(bundle: Bundle, title: string): Task {
  const tasks = Object.entries(TASKS[bundle.name] ?? {});
  const task = tasks.find(([beginning]) => title.startsWith(beginning))?.[1];
  if (!task) throw new SetupFailure(`The sandbox does not have the code of the task '${title}'.`);
  return task;
}

function runIssue(issue: NonNullable<Done['issue']>, { now }: RunSpec): RunIssue {
  return {
    ...issue,
    expected: 'Nothing to report.',
    actual: issue.title,
    reproduceHint: 'Run the task of this SLX again.',
    observedAt: (now?.() ?? new Date()).toISOString(),
  };
}

function shareReady({ pods }: Namespace): number {
  if (pods.length === 0) return 1;
  return Math.round((pods.filter(({ ready }) => ready).length / pods.length) * 10_000) / 10_000;
}

function warningEvents({ spec, namespace }: Parameters<Task>[0]): Done {
  const { events } = namespace;
  const total = events.reduce((sum, { count }) => sum + count, 0);
  const report = events.map(({ reason, count, object }) => `${count} ${reason} ${object}`).join('\n');
  if (total === 0) return { report: 'No warning events.' };
  return {
    report,
    issue: {
      severity: 4,
      title: `${total} warning events in namespace ${spec.config.NAMESPACE}`,
      details: report,
      nextSteps: `kubectl get events -n ${spec.config.NAMESPACE} --field-selector type=Warning`,
    },
  };
}

function containerRestarts({ spec, namespace }: Parameters<Task>[0]): Done {
  const { pods } = namespace;
  const report = pods
    .map(({ name, restarts, reason }) => `${name}: ${restarts} restarts, ${reason}`)
    .join('\n');
  const looping = pods.filter(({ restarts }) => restarts > ACCEPTED_RESTARTS);
  if (looping.length === 0) return { report: report || 'No pods.' };
  return {
    report,
    issue: {
      severity: 2,
      title: `${looping.length} pods keep restarting in namespace ${spec.config.NAMESPACE}`,
      details: report,
      nextSteps: `Read why they stop: kubectl logs -n ${spec.config.NAMESPACE} ${looping[0]?.name} --previous`,
    },
  };
}

function podsThat(
  { spec, namespace }: Parameters<Task>[0],
  words: string,
  holds: (pod: Namespace['pods'][number]) => boolean,
): Done {
  const found = namespace.pods.filter(holds);
  const report = `${found.length} of ${namespace.pods.length} pods ${words}.`;
  if (found.length === 0) return { report };
  return {
    report,
    issue: {
      severity: 2,
      title: `${found.length} pods ${words} in namespace ${spec.config.NAMESPACE}`,
      details: found.map(({ name, reason }) => `${name}: ${reason}`).join('\n'),
      nextSteps: `kubectl describe pod -n ${spec.config.NAMESPACE} ${found[0]?.name}`,
    },
  };
}

function eventAnomalies({ spec, namespace }: Parameters<Task>[0]): Done {
  const limit = Number(spec.config.ANOMALY_THRESHOLD ?? '5.0');
  const rate = namespace.events.reduce((sum, { count }) => sum + count, 0) / WINDOW_MINUTES;
  const report = `${rate.toFixed(1)} events a minute, ${limit} are usual.`;
  if (rate <= limit) return { report };
  return {
    report,
    issue: {
      severity: 3,
      title: `Unusually many events in namespace ${spec.config.NAMESPACE}`,
      details: report,
      nextSteps: 'Look at the most frequent reason first.',
    },
  };
}

function operate(
  { spec, cluster }: Parameters<Task>[0],
  act: Parameters<NonNullable<Cluster['act']>>[0]['act'],
  done: string,
): Done {
  const { CONTEXT = '', NAMESPACE = '', DEPLOYMENT_NAME = '', SCALE_UP_FACTOR = '2' } = spec.config;
  if (!cluster.deployments(CONTEXT, NAMESPACE).includes(DEPLOYMENT_NAME)) {
    throw new SetupFailure(`Error from server (NotFound): deployments.apps "${DEPLOYMENT_NAME}" not found`);
  }
  cluster.act?.({ act, deployment: DEPLOYMENT_NAME, context: CONTEXT, factor: Number(SCALE_UP_FACTOR) || 2 });
  return { report: `deployment.apps/${DEPLOYMENT_NAME} ${done}` };
}
