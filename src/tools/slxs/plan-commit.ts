import type { Interpreter, TaskType } from '../../authoring/script-kind.ts';
import { checkCommitRequest } from '../../authoring/slx/commit-request.ts';
import { checkCommitScripts } from '../../authoring/slx/commit-scripts.ts';
import { additionalContext, hierarchyNotes } from '../../authoring/slx/hierarchy.ts';
import {
  cronSliPayload,
  type ScriptBinding,
  sliPayload,
  slxPayload,
  taskPayload,
} from '../../authoring/slx/payloads.ts';
import { resourcePath } from '../../authoring/slx/resource-path.ts';
import { type Access, composeTags, type Data, type Tag } from '../../authoring/slx/tags.ts';
import { givenSources, type ScriptSources } from '../../authoring/source/script-source.ts';
import type { Validation } from '../../authoring/validate-script.ts';
import type { ToolContext } from '../define-tool.ts';
import { judgeScript } from '../scripts/judge-script.ts';
import { resolveLocation } from '../scripts/resolve-location.ts';
import { resolveSecretVars } from '../scripts/resolve-secret-vars.ts';
import { workspaceOf } from '../workspace.ts';
import { resolveBundles } from './resolve-bundles.ts';
import type { SlxDocuments } from './save-slx.ts';

/** The parsed arguments of `commit_slx`. */
export interface CommitArguments extends ScriptSources {
  slx_name: string;
  alias: string;
  statement: string;
  access: Access;
  data: Data;
  tags?: Tag[] | undefined;
  resource_path?: string | undefined;
  hierarchy?: string[] | undefined;
  image_url?: string | undefined;
  workspace_name?: string | undefined;
  interpreter?: Interpreter | undefined;
  task_type: TaskType;
  task_title?: string | undefined;
  location?: string | undefined;
  env_vars?: Record<string, string> | undefined;
  secret_vars?: Record<string, string> | undefined;
  runtime_vars?: Record<string, unknown>[] | undefined;
  sli_script?: string | undefined;
  sli_script_path?: string | undefined;
  sli_script_base64?: string | undefined;
  sli_script_gzip_base64?: string | undefined;
  sli_script_base64_path?: string | undefined;
  sli_interpreter?: Interpreter | undefined;
  sli_interval_seconds: number;
  interval_seconds: number;
  cron_schedule?: string | undefined;
  codebundle_repo_url?: string | undefined;
  codebundle_ref?: string | undefined;
}

/** A commit that has passed every check; nothing has been sent yet. */
export interface CommitPlan {
  workspace: string;
  slx: string;
  documents: SlxDocuments;
  /** What the answer says of it, whether it is sent or not. */
  view: Record<string, unknown>;
}

/** Checks a commit in the order in which a caller meets refusals, and makes its payloads. Throws `Refused`. */
export async function planCommit(args: CommitArguments, context: ToolContext): Promise<CommitPlan> {
  const { slx_name: slx, task_type: taskType, env_vars: envVars = {}, secret_vars: secretVars = {} } = args;
  const sliSources = sliSourcesOf(args);
  const { runtimeVars, nextRuns } = checkCommitRequest({
    slxName: slx,
    taskType,
    runtimeVars: args.runtime_vars ?? [],
    envVars,
    secretVars,
    cronSchedule: args.cron_schedule,
    sliSources,
  });
  const { main, sli } = await judgeScripts(args, sliSources, runtimeVars, context);
  const title = args.task_title ?? args.alias;
  const limits = {
    softBytes: context.config.scriptSoftMaxBytes,
    hardBytes: context.config.scriptHardMaxBytes,
  };
  const warnings = checkCommitScripts({ main, sli, limits, taskTitle: title, envVars, secretVars });

  const workspace = await workspaceOf(args, context);
  const kinds = [
    ...(taskType === 'task' ? (['runbook'] as const) : []),
    ...(taskType === 'sli' || sli ? (['sli'] as const) : []),
    ...(args.cron_schedule ? (['cron'] as const) : []),
  ];
  const [place, secrets, { bundles, notes: bundleNotes }, { email, username }] = await Promise.all([
    resolveLocation(workspace, args.location, context),
    resolveSecretVars(workspace, secretVars, context),
    resolveBundles(
      workspace,
      kinds,
      { repoUrl: args.codebundle_repo_url, ref: args.codebundle_ref },
      context,
    ),
    context.platform.users.whoami(context),
  ]);
  const runner = place.uuid ?? place.name;
  const bind = (script: Validation, kind: 'runbook' | 'sli'): ScriptBinding => ({
    script: script.shipped,
    interpreter: script.interpreter,
    envVars,
    secretVars: secrets.secretVars,
    bundle: bundles[kind],
    runner,
  });
  const tags = composeTags(args.tags ?? [], args);
  const found = additionalContext({
    resourcePath: resourcePath(args.resource_path),
    hierarchy: args.hierarchy,
  });
  const fullName = `${workspace}--${slx}`;
  const owner = email ?? username;
  const sliScript = taskType === 'sli' ? main : sli;
  const documents: SlxDocuments = {
    slx: slxPayload({
      fullName,
      alias: args.alias,
      statement: args.statement,
      owners: owner ? [owner] : [],
      imageUrl: args.image_url ?? context.config.slxIcon,
      tags,
      context: found,
    }),
    ...(taskType === 'task'
      ? { runbook: (id) => taskPayload(id, fullName, { ...bind(main, 'runbook'), title, runtimeVars }) }
      : {}),
    ...(sliScript
      ? {
          sli: (id) =>
            sliPayload(id, {
              ...bind(sliScript, 'sli'),
              intervalSeconds: taskType === 'sli' ? args.interval_seconds : args.sli_interval_seconds,
            }),
        }
      : {}),
    ...(args.cron_schedule
      ? {
          sli: (id) =>
            cronSliPayload(id, {
              schedule: args.cron_schedule!,
              dryRun: false,
              intervalSeconds: CRON_INTERVAL_SECONDS,
              bundle: bundles.cron,
              runner,
            }),
        }
      : {}),
  };
  const notes = [...place.notes, ...bundleNotes, ...(found ? hierarchyNotes(found, tags) : [])];
  const fixes = [main, sli].flatMap(
    (script) => script?.findings.filter(({ severity }) => severity === 'auto-fixed') ?? [],
  );
  return {
    workspace,
    slx,
    documents,
    view: {
      slx_name: slx,
      workspace_name: workspace,
      committed_types: committedTypes(taskType, sli !== undefined, args.cron_schedule !== undefined),
      location: place.name,
      location_reason: place.reason,
      codebundles: bundles,
      ...(secrets.notes.length > 0 ? { secret_resolution_notes: secrets.notes } : {}),
      ...(nextRuns.length > 0 ? { next_runs: nextRuns } : {}),
      ...(warnings.length > 0 ? { size_warnings: warnings } : {}),
      ...(fixes.length > 0 ? { auto_fixes_applied: fixes.map(({ message }) => message) } : {}),
      ...(notes.length > 0 ? { notes } : {}),
    },
  };
}

/** The scheduler compares the time with the schedule each time it wakes, so it must wake within each minute. */
const CRON_INTERVAL_SECONDS = 60;

function sliSourcesOf(args: CommitArguments): ScriptSources {
  return {
    script: args.sli_script,
    script_path: args.sli_script_path,
    script_base64: args.sli_script_base64,
    script_gzip_base64: args.sli_script_gzip_base64,
    script_base64_path: args.sli_script_base64_path,
  };
}

async function judgeScripts(
  args: CommitArguments,
  sliSources: ScriptSources,
  runtimeVars: readonly { name: string }[],
  context: ToolContext,
): Promise<{ main: Validation; sli: Validation | undefined }> {
  const given = [
    ...Object.keys(args.env_vars ?? {}),
    ...Object.keys(args.secret_vars ?? {}),
    ...runtimeVars.map(({ name }) => name),
  ];
  const main = await judgeScript(
    { sources: args, interpreter: args.interpreter, taskType: args.task_type, given },
    context,
  );
  if (givenSources(sliSources).length === 0) return { main, sli: undefined };
  const sli = await judgeScript(
    { sources: sliSources, interpreter: args.sli_interpreter, taskType: 'sli', given, prefix: 'sli_' },
    context,
  );
  return { main, sli };
}

function committedTypes(taskType: TaskType, hasSli: boolean, hasCron: boolean): string {
  if (taskType === 'sli') return 'sli';
  if (hasSli) return 'task + sli (custom script)';
  return hasCron ? 'task + sli (cron-scheduler)' : 'task';
}
