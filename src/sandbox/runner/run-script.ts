/** Which robot file of a bundle runs: the runbook's task, or the SLI's metric. */
export type RunKind = 'task' | 'sli';

/** One execution of a runbook or SLI, in the terms in which a committed one carries it. */
export interface RunSpec {
  kind: RunKind;
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
  /** Aborting kills the script's whole process group and rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** An issue as the runner reports it to the platform; free fields keep the script's own JSON value. */
export interface RunIssue {
  severity: number | boolean;
  title: string;
  expected: string;
  actual: string;
  reproduceHint: string;
  nextSteps: string | null;
  details: string | null;
  observedAt: string;
}

/** The files that the runner uploads, as text, in the platform's own line formats. */
export interface RunArtifacts {
  report: string;
  issues: string;
  log: string;
  stdout: string;
}

/** What a run left behind. A failing script is an outcome, not an error. */
export interface RunOutcome {
  /** Unresolved titles, as the runner sends them: `${TASK_TITLE}` for a Tool Builder bundle. */
  passedTitles: string[];
  failedTitles: string[];
  skippedTitles: string[];
  /** Why the task failed, one sentence each; empty when it passed. */
  errors: string[];
  issues: RunIssue[];
  /** The value that an SLI pushed (NaN and infinities included); null for a task and for a failed SLI. */
  metric: number | null;
  artifacts: RunArtifacts;
  /** ISO 8601, UTC. */
  startedAt: string;
  finishedAt: string;
}

/** Executes a script as the platform's runner does, in a fresh directory with only the given environment. */
export async function runScript(spec: RunSpec): Promise<RunOutcome> {
  throw new Error(`no runtime for ${spec.pathToRobot}`);
}
