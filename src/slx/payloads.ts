import type { RunbookPayload, SliPayload, SlxPayload } from '../platform/slx-sync.ts';
import type { Interpreter } from '../script-rules/script-kind.ts';
import type { ResolvedCodeBundle } from './code-bundle.ts';
import type { AdditionalContext } from './hierarchy.ts';
import type { RuntimeVariable } from './runtime-vars.ts';
import type { Tag } from './tags.ts';

/** A script and what it runs with. */
export interface ScriptBinding {
  script: string;
  interpreter: Interpreter;
  envVars: Record<string, string>;
  /** Variable name to the key of the secret. */
  secretVars: Record<string, string>;
  bundle: ResolvedCodeBundle;
  /** Id of the runner; its name where the platform gives no id. */
  runner: string;
}

/**
 * The SLX's own fields. Empty lists and objects are sent, here and below, because the platform may keep the old value of
 * anything a sync leaves out.
 */
export interface SlxFields {
  fullName: string;
  alias: string;
  statement: string;
  description?: string | undefined;
  asMeasuredBy?: string | undefined;
  owners: string[];
  imageUrl: string;
  tags: Tag[];
  context: AdditionalContext | undefined;
}

/** To the platform, metrics of authored SLIs all look alike. */
export const SLI_DEFAULTS = {
  displayUnitsLong: 'OK',
  displayUnitsShort: 'ok',
  intervalStrategy: 'intermezzo',
  alertConfig: { tasks: { persona: 'eager-edgar', sessionTTL: '10m' } },
} as const;

/** More frequent runs gain nothing; in seconds. The platform's own default is 300. */
export const DEFAULT_INTERVAL_SECONDS = 300;

export function slxPayload({
  fullName,
  context,
  description,
  asMeasuredBy,
  ...fields
}: SlxFields): SlxPayload {
  return {
    name: fullName,
    ...fields,
    ...(description === undefined ? {} : { description }),
    ...(asMeasuredBy === undefined ? {} : { asMeasuredBy }),
    additionalContext: { ...context },
  };
}

export function taskPayload(
  slxId: number,
  name: string,
  task: ScriptBinding & { title: string; runtimeVars: RuntimeVariable[] },
): RunbookPayload {
  return {
    slxId,
    name,
    ...bundleFields(task.bundle, task.runner),
    configProvided: [{ name: 'TASK_TITLE', value: task.title }, ...scriptConfig(task)],
    ...secretFields(task.secretVars),
    requirements: {},
    runtimeVarsProvided: task.runtimeVars,
  };
}

export function sliPayload(
  slxId: number,
  sli: ScriptBinding & { intervalSeconds: number; description?: string | undefined },
): SliPayload {
  return {
    slxId,
    ...SLI_DEFAULTS,
    ...(sli.description === undefined ? {} : { description: sli.description }),
    intervalSeconds: sli.intervalSeconds,
    ...bundleFields(sli.bundle, sli.runner),
    configProvided: scriptConfig(sli),
    ...secretFields(sli.secretVars),
  };
}

/** An SLI that runs the SLX's own task, or another's, on a schedule. */
export interface CronSli {
  schedule: string;
  dryRun: boolean;
  targetSlx?: string | undefined;
  intervalSeconds: number;
  bundle: ResolvedCodeBundle;
  runner: string;
}

export function cronSliPayload(slxId: number, cron: CronSli): SliPayload {
  return {
    slxId,
    ...SLI_DEFAULTS,
    intervalSeconds: cron.intervalSeconds,
    ...bundleFields(cron.bundle, cron.runner),
    configProvided: [
      { name: 'CRON_SCHEDULE', value: cron.schedule },
      // Only the exact text `true` is a dry run to the bundle.
      { name: 'DRY_RUN', value: String(cron.dryRun) },
      ...(cron.targetSlx ? [{ name: 'TARGET_SLX', value: cron.targetSlx }] : []),
    ],
    secretsProvided: [],
  };
}

/** Which code runs, and where. */
export function bundleFields({ repoUrl, ref, path }: ResolvedCodeBundle, runnerUuid: string) {
  return { runnerUuid, codeBundleRepoUrl: repoUrl, codeBundleRef: ref, codeBundlePath: path };
}

/**
 * The tool-builder bundles take the script and its variables as config; in addition, each variable is an entry of its own.
 */
function scriptConfig({
  script,
  interpreter,
  envVars,
  secretVars,
}: ScriptBinding): { name: string; value: string }[] {
  const own: Record<string, string> = {
    GEN_CMD: Buffer.from(script, 'utf8').toString('base64'),
    INTERPRETER: interpreter,
    CONFIG_ENV_MAP: JSON.stringify(envVars),
    SECRET_ENV_MAP: JSON.stringify(Object.keys(secretVars)),
  };
  const taken = new Set([...Object.keys(own), 'TASK_TITLE']);
  const others = Object.entries(envVars).filter(([name]) => !taken.has(name));
  return [...Object.entries(own), ...others].map(([name, value]) => ({ name, value }));
}

/** Sent even where there are none: a sync that leaves them out may keep the secrets of the SLX that it replaces. */
export function secretFields(secretVars: Record<string, string>) {
  return {
    secretsProvided: Object.entries(secretVars).map(([name, workspaceKey]) => ({ name, workspaceKey })),
  };
}
