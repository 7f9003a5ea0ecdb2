import type { Act, Incident } from '../rules/incident.ts';
import type { RunArtifacts } from '../runner/run.ts';
import type { ChatCommand, ChatRule, CommandExecution, Note, Persona } from './chat-records.ts';
import type { JsonObject, Timestamp } from './values.ts';

export type Role = 'admin' | 'readwrite' | 'readandrun' | 'readonly' | 'readandrunwithassistant';

export interface User {
  id: number;
  username: string;
  email: string;
  firstName: string;
  lastName: string;
  /** Bearer token that this user calls with. */
  token: string;
}

/** Everything that one workspace holds. Maps keep insertion order, which is the order that lists answer in. */
export interface Workspace {
  id: number;
  /** Short name, used in paths. */
  name: string;
  /** Display name. */
  alias: string;
  description: string;
  created: Timestamp;
  modified: Timestamp;
  /** Roles by e-mail; a user who is not in here has no access. */
  members: Map<string, Role>;
  /** By short name. Deleted ones are gone from here. */
  slxs: Map<string, Slx>;
  issues: Map<number, Issue>;
  runSessions: Map<number, RunSession>;
  authorRuns: Map<string, AuthorRun>;
  runners: Runner[];
  /** Secret values by full workspaceKey, such as `k8s:file@secret/kubeconfig:kubeconfig`. */
  secrets: Map<string, string>;
  rules: Map<number, ChatRule>;
  commands: Map<number, ChatCommand>;
  executions: Map<number, CommandExecution>;
  /** Slack channels that may be posted to; null where no Slack is linked. */
  slackChannels: string[] | null;
  /** What the results of its checks depend on; null where they never change. */
  incident: Incident | null;
  /** By short name. */
  personas: Map<string, Persona>;
  /** By note id (UUID). */
  notes: Map<string, Note>;
}

interface Tag {
  name: string;
  value: string;
}

export interface ConfigEntry {
  name: string;
  value: string;
}

export interface SecretEntry {
  name: string;
  workspaceKey: string;
}

export interface Slx {
  id: number;
  /** Without the workspace prefix. */
  shortName: string;
  alias: string;
  statement: string;
  description: string | null;
  asMeasuredBy: string | null;
  metricType: 'gauge' | 'counter' | 'histogram';
  owners: string[];
  tags: Tag[];
  configProvided: JsonObject | JsonObject[];
  /** `resourcePath` (text) and `hierarchy` (tag names) by convention. */
  additionalContext: JsonObject;
  icon: string | null;
  imageUrl: string | null;
  runbook: Runbook | null;
  sli: Sli | null;
  created: Timestamp;
  modified: Timestamp;
}

/** What runbooks and SLIs have in common: a code bundle, where it runs and what it is given. */
export interface CodeBundleBinding {
  slxId: number;
  description: string | null;
  runnerUuid: string | null;
  codeBundleRepoUrl: string | null;
  codeBundleRef: string | null;
  codeBundlePath: string | null;
  repositoryId: number | null;
  configProvided: ConfigEntry[];
  secretsProvided: SecretEntry[];
  lastRunCode: string | null;
  lastRunMessage: string | null;
  lastRunAt: Timestamp | null;
  created: Timestamp;
  modified: Timestamp;
}

export interface Runbook extends CodeBundleBinding {
  id: number;
  name: string;
  runtimeVarsProvided: RuntimeVar[];
  requirements: JsonObject;
  lookbackWindow: string | null;
  /** What a run of it does to the systems that the checks look at; a committed one does nothing. */
  acts?: Extract<Act['act'], 'set-pool-size' | 'redrive-dead-letters'>;
}

export interface RuntimeVar {
  name: string;
  default: string;
  description?: string;
  validation?: { type: string; pattern?: string; values?: string[] };
}

export interface Sli extends CodeBundleBinding {
  displayUnitsLong: string | null;
  displayUnitsShort: string | null;
  intervalStrategy: string;
  intervalSeconds: number;
  alertConfig: JsonObject | null;
  /** Latest metric, null before the first run. */
  lastValue: number | null;
  /** When the metric took which value, oldest first; it keeps each until the next. */
  changes: { at: Timestamp; value: number }[];
}

export interface Issue {
  id: number;
  slxShortName: string | null;
  taskTitle: string;
  title: string;
  /** Issues with the same key in a workspace are one issue with several occurrences. */
  categorizationKey: string;
  /** 1 (critical) to 4 (informational). */
  severity: number;
  summary: string | null;
  observations: string[];
  nextSteps: string | null;
  additionalContext: JsonObject;
  /** Newest first. */
  occurrences: Occurrence[];
  /** Null while closed. */
  openSince: Timestamp | null;
  closedAt: Timestamp | null;
  closedByType: string | null;
  closedById: number | null;
  ignoredByUserId: number | null;
  ignoredSince: Timestamp | null;
  ignoredUntil: Timestamp | null;
  created: Timestamp;
  modified: Timestamp;
}

export interface Occurrence {
  id: number;
  observedAt: Timestamp;
  details: string;
  nextSteps: string;
  expected: string;
  actual: string;
  reproduceHint: string;
  runRequestId: number | null;
  runSessionId: number | null;
}

export interface RunSession {
  id: number;
  name: string;
  notes: string;
  source: string;
  personaShortName: string | null;
  personaRunStatus: JsonObject;
  active: boolean;
  escalated: boolean;
  activeUntil: Timestamp | null;
  runRequests: RunRequest[];
  created: Timestamp;
  modified: Timestamp;
}

/** One run of one runbook. Title lists are joined by `||`, as the platform stores them. */
export interface RunRequest {
  id: number;
  runSessionId: number;
  slxShortName: string;
  tasksetUuid: string;
  requesterEmail: string;
  personaShortName: string | null;
  taskTitles: string;
  resolvedTaskTitles: string;
  /** Null while staged. */
  requestTime: Timestamp | null;
  /** Null until the run has ended. */
  responseTime: Timestamp | null;
  passedTitles: string;
  failedTitles: string;
  skippedTitles: string;
  errors: string;
  memo: JsonObject;
  runtimeVarOverrides: Record<string, string>;
  fromSearchQuery: string | null;
  fromIssueId: number | null;
  fromRunRequestId: number | null;
  occurrenceIds: number[];
  artifacts: RunArtifacts | null;
  /** Signed URLs of the artifacts; empty until the run has ended. */
  files: { robotLogFile: string; robotStdoutFile: string; reportFile: string; issuesFile: string };
  created: Timestamp;
  modified: Timestamp;
}

export interface AuthorRun {
  runId: string;
  /** Only this user may read the run. */
  ownerEmail: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  artifacts: RunArtifacts | null;
  created: Timestamp;
}

export interface Runner {
  id: number;
  uuid: string;
  name: string;
  /** `workspace` for a private one, `public` for a shared one. */
  type: 'workspace' | 'public';
  health: 'online' | 'stale' | 'unknown';
  lastHeartbeat: Timestamp | null;
  created: Timestamp;
}

export interface CodeCollection {
  id: number;
  name: string;
  repoWebUrl: string;
  ref: string;
  created: Timestamp;
  modified: Timestamp;
}
