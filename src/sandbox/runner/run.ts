/** Which robot file of a bundle runs: the runbook's task, or the SLI's metric. */
export type RunKind = 'task' | 'sli';

/** One execution of a runbook or SLI, described by the fields of a committed one. */
export interface RunSpec {
  kind: RunKind;
  /** Address of the bundle's repository; where left out, that of any collection of the catalogue. */
  repoUrl?: string | null | undefined;
  /** The bundle's robot file, e.g. `codebundles/tool-builder/runbook.robot`. */
  pathToRobot: string;
  /** Values of `configProvided` by name; each arrives as an environment string of the runner. */
  config: Record<string, string>;
  /** Provider keys of `secretsProvided` (`workspaceKey`) by secret name. */
  secretKeys: Record<string, string>;
  /** The value behind a provider key; undefined when the runner has no such secret. */
  readSecret(providerKey: string): string | undefined;
  /** Runtime variables: the runbook's defaults under this run's overrides. They win over `CONFIG_ENV_MAP`. */
  runtimeVars?: Record<string, string>;
  /** Task titles asked for, unresolved (`${TASK_TITLE}`); absent or `*` means all. */
  taskTitles?: string[];
  /** What the cron scheduler's SLI acts on; other bundles do not need it. */
  scheduler?: Scheduler;
  /** What bundles for Kubernetes act on; without it they are skipped. */
  cluster?: Cluster;
  /** The clock; the machine's where left out. */
  now?(): Date;
  /** Aborting kills the script's whole process group and rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** The clusters that a runner reaches. */
export interface Cluster {
  contexts: readonly string[];
  /** Undefined where the context has no such namespace. */
  namespace(context: string, name: string): Namespace | undefined;
  deployments(context: string, namespace: string): string[];
  /** Changes a deployment; left out where nothing may be changed. */
  act?(change: {
    act: 'restart' | 'roll-back' | 'scale-up';
    deployment: string;
    context: string;
    factor: number;
  }): void;
}

/** What kubectl tells of a namespace. */
export interface Namespace {
  pods: { name: string; ready: boolean; restarts: number; reason: string }[];
  /** Warnings of the last hour. */
  events: { reason: string; count: number; object: string }[];
}

/** The platform as the cron scheduler sees it. */
export interface Scheduler {
  /** SLX that the SLI belongs to, short or full name. */
  ownSlx: string;
  /** Seconds between runs of that SLI. */
  intervalSeconds: number;
  /** Starts all tasks of an SLX by short name. Rejects when it has none, or does not exist. */
  startSession(slxShortName: string): Promise<void>;
}

/** An issue as the runner reports it to the platform. */
export interface RunIssue {
  /** 1 to 4; a script's `true` stays `true`. */
  severity: number | boolean;
  title: string;
  expected: string;
  actual: string;
  reproduceHint: string;
  nextSteps: string | null;
  details: string | null;
  /** As the script gave it, unchecked; else the time of the run. */
  observedAt: string;
}

/** The files that the runner uploads, as text, in the platform's own line formats. */
export interface RunArtifacts {
  /** report.jsonl */
  report: string;
  /** issues.jsonl */
  issues: string;
  /** log.html */
  log: string;
  /** stdout.txt: Robot Framework's console output, not the script's. */
  stdout: string;
}

/** What a run left behind. A failing script is an outcome, not an error. */
export interface RunOutcome {
  /** Unresolved titles, as the runner sends them: `${TASK_TITLE}` for a Tool Builder bundle. */
  passedTitles: string[];
  failedTitles: string[];
  skippedTitles: string[];
  /** Why no task passed; empty when it did. */
  errors: string[];
  issues: RunIssue[];
  /** The value that an SLI pushed (NaN and infinities included); null where none was. */
  metric: number | null;
  artifacts: RunArtifacts;
  /** ISO 8601, UTC. */
  startedAt: string;
  finishedAt: string;
}
