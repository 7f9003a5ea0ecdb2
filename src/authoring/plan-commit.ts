import { fullNameOf } from '../names/full-name.ts';
import type { TaskType } from '../script-rules/script-kind.ts';
import { scriptLimits } from '../script-rules/sizes.ts';
import { givenSources, type ScriptSources } from '../script-rules/source/script-source.ts';
import type { Validation } from '../script-rules/validate-script.ts';
import { checkCommitRequest } from '../slx/commit-request.ts';
import { checkCommitScripts } from '../slx/commit-scripts.ts';
import { additionalContext, hierarchyNotes } from '../slx/hierarchy.ts';
import { callerAlone } from '../slx/owners.ts';
import {
  cronSliPayload,
  DEFAULT_INTERVAL_SECONDS,
  type ScriptBinding,
  sliPayload,
  slxPayload,
  taskPayload,
} from '../slx/payloads.ts';
import { resourcePath } from '../slx/resource-path.ts';
import type { RuntimeVariable } from '../slx/runtime-vars.ts';
import { composeTags, noteReplacedTags } from '../slx/tags.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { workspaceOf } from '../tool-kit/workspace.ts';
import type { CommitArguments } from './inputs/commit-slx-input.ts';
import { judgeScript } from './judge-script.ts';
import { noteUnused } from './note-unused.ts';
import { resolveBundles } from './resolve-bundles.ts';
import { resolveLocation } from './resolve-location.ts';
import { resolveSecretVars } from './resolve-secret-vars.ts';
import type { SlxDocuments } from './save-slx.ts';
import { sliSourcesOf } from './sli-sources.ts';
import { effectOf, type SlxChange, storedBefore } from './slx-effect.ts';
import { iconOf } from './slx-icon.ts';
import { withoutBlanks } from './without-blanks.ts';

/** A commit that has passed every check; nothing has been sent yet. */
export interface CommitPlan extends SlxChange {
  /** What the answer says of it, whether it is sent or not. */
  view: CommitView;
}

export type CommitView = ReturnType<typeof viewOf>;

/** The scripts and settings of a commit, once nothing about them can be refused any more. */
interface CheckedCommit {
  main: Validation;
  sli: Validation | undefined;
  title: string;
  runtimeVars: RuntimeVariable[];
  nextRuns: string[];
  warnings: string[];
}

/** Where and with what the scripts of a commit run. */
type Surroundings = Awaited<ReturnType<typeof resolveSurroundings>>;

/** Checks a commit in the order in which a caller meets refusals, and makes its payloads. Throws `Refused`. */
export async function planCommit(given: CommitArguments, context: ToolContext): Promise<CommitPlan> {
  const { args, blankNotes } = withoutBlanks(given);
  const checked = await checkCommit(args, context);
  const workspace = await workspaceOf(args, context);
  const notes: string[] = [];
  const [surroundings, stored] = await Promise.all([
    resolveSurroundings(workspace, args, checked, context),
    storedBefore(workspace, args.slx_name, context, notes),
  ]);
  surroundings.notes.push(...notes, ...blankNotes);
  const documents = documentsOf(workspace, args, checked, surroundings);
  return {
    workspace,
    slx: args.slx_name,
    documents,
    stored,
    view: { ...viewOf(workspace, args, checked, surroundings), ...effectOf(documents, stored) },
  };
}

async function checkCommit(args: CommitArguments, context: ToolContext): Promise<CheckedCommit> {
  const { env_vars: envVars = {}, secret_vars: secretVars = {} } = args;
  const sliSources = sliSourcesOf(args);
  const { runtimeVars, nextRuns } = checkCommitRequest({
    slxName: args.slx_name,
    taskType: args.task_type,
    runtimeVars: args.runtime_vars ?? [],
    envVars,
    secretVars,
    cronSchedule: args.cron_schedule,
    sliSources,
  });
  const { main, sli } = await judgeScripts(args, sliSources, runtimeVars, context);
  const title = args.task_title ?? args.alias;
  const limits = scriptLimits(context.config);
  const warnings = checkCommitScripts({ main, sli, limits, taskTitle: title, envVars, secretVars });
  return { main, sli, title, runtimeVars, nextRuns, warnings };
}

async function resolveSurroundings(
  workspace: string,
  args: CommitArguments,
  { sli }: CheckedCommit,
  context: ToolContext,
) {
  const kinds = [
    ...(args.task_type === 'task' ? (['runbook'] as const) : []),
    ...(args.task_type === 'sli' || sli ? (['sli'] as const) : []),
    ...(args.cron_schedule ? (['cron'] as const) : []),
  ];
  const explicit = { repoUrl: args.codebundle_repo_url, ref: args.codebundle_ref };
  const [place, secrets, { bundles, notes }, { email, username }] = await Promise.all([
    resolveLocation(workspace, args.location, context),
    resolveSecretVars(workspace, args.secret_vars ?? {}, context),
    resolveBundles(workspace, kinds, explicit, context),
    context.platform.users.whoami(context),
  ]);
  const tags = composeTags(args.tags ?? [], args);
  const found = additionalContext({
    resourcePath: resourcePath(args.resource_path),
    hierarchy: args.hierarchy,
  });
  return {
    place,
    secrets,
    bundles,
    owners: args.owners ?? callerAlone(email ?? username),
    imageUrl:
      args.image_url ??
      context.config.slxIcon ??
      iconOf({ tags, resourcePath: found?.resourcePath, secretVars: secrets.secretVars }),
    tags,
    found,
    notes: [
      ...place.notes,
      ...notes,
      ...(found ? hierarchyNotes(found, tags) : []),
      ...noteReplacedTags(args.tags ?? [], tags),
      ...unusedNotes(args, sli !== undefined),
    ],
  };
}

function documentsOf(
  workspace: string,
  args: CommitArguments,
  { main, sli, title, runtimeVars }: CheckedCommit,
  { place, secrets, bundles, owners, imageUrl, tags, found }: Surroundings,
): SlxDocuments {
  const { alias, statement, task_type: taskType, cron_schedule: schedule } = args;
  const fullName = fullNameOf(workspace, args.slx_name);
  const runner = place.uuid ?? place.name;
  const bind = (script: Validation, kind: 'runbook' | 'sli'): ScriptBinding => ({
    script: script.shipped,
    interpreter: script.interpreter,
    envVars: args.env_vars ?? {},
    secretVars: secrets.secretVars,
    bundle: bundles[kind],
    runner,
  });
  const documents: SlxDocuments = {
    slx: slxPayload({
      fullName,
      alias,
      statement,
      owners,
      imageUrl,
      tags,
      context: found,
    }),
  };
  if (taskType === 'task') {
    documents.runbook = (id) => taskPayload(id, fullName, { ...bind(main, 'runbook'), title, runtimeVars });
  }
  const sliScript = taskType === 'sli' ? main : sli;
  if (sliScript) {
    const intervalSeconds = intervalOf(args) ?? DEFAULT_INTERVAL_SECONDS;
    documents.sli = (id) => sliPayload(id, { ...bind(sliScript, 'sli'), intervalSeconds });
  }
  if (schedule) {
    const cron = { schedule, dryRun: false, intervalSeconds: intervalOf(args) ?? CRON_INTERVAL_SECONDS };
    documents.sli = (id) => cronSliPayload(id, { ...cron, bundle: bundles.cron, runner });
  }
  return documents;
}

function viewOf(
  workspace: string,
  args: CommitArguments,
  { main, sli, nextRuns, warnings }: CheckedCommit,
  { place, secrets, bundles, notes }: Surroundings,
) {
  const scripts = bundles.runbook ?? bundles.sli;
  const fixes = [main, sli].flatMap(
    (script) => script?.findings.filter(({ severity }) => severity === 'auto-fixed') ?? [],
  );
  return {
    slx_name: args.slx_name,
    workspace,
    committed_types: committedTypes(args.task_type, sli !== undefined, args.cron_schedule !== undefined),
    location: place.name,
    location_reason: place.reason,
    // Programs of the Python server's users read these three.
    codebundle_ref: scripts.ref,
    generic_repo_url: scripts.repoUrl,
    generic_repo_resolved_from: scripts.source,
    codebundles: bundles,
    ...(secrets.notes.length > 0 ? { secret_resolution_notes: secrets.notes } : {}),
    ...(nextRuns.length > 0 ? { next_runs: nextRuns } : {}),
    ...(warnings.length > 0 ? { size_warnings: warnings } : {}),
    ...(fixes.length > 0 ? { auto_fixes_applied: fixes.map(({ message }) => message) } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

/** What a call says of the time between runs; `interval_seconds` is the SLI's own where it is committed alone. */
function intervalOf(args: CommitArguments): number | undefined {
  if (args.task_type === 'sli') return args.interval_seconds ?? args.sli_interval_seconds;
  return args.sli_interval_seconds;
}

/** What is given and does not reach the platform. */
function unusedNotes(args: CommitArguments, hasSli: boolean): string[] {
  const { task_type, task_title, interval_seconds, sli_interval_seconds, sli_interpreter, cron_schedule } =
    args;
  if (task_type === 'sli') {
    const both = interval_seconds !== undefined && sli_interval_seconds !== interval_seconds;
    const scripts = givenSources(sliSourcesOf(args)).map((name) => [`sli_${name}`, true]);
    return [
      ...noteUnused(Object.fromEntries(scripts), 'task_type is sli, so script is the SLI'),
      ...noteUnused({ task_title, sli_interpreter }, 'task_type is sli, so there is no task beside it'),
      ...noteUnused(both ? { sli_interval_seconds } : {}, 'interval_seconds says how often the SLI runs'),
    ];
  }
  const wakes = cron_schedule === undefined ? undefined : sli_interval_seconds;
  return [
    ...noteUnused(
      { interval_seconds },
      'task_type is task; sli_interval_seconds says how often its SLI runs',
    ),
    ...(hasSli ? [] : noteUnused({ sli_interpreter }, 'there is no SLI script')),
    ...(hasSli || cron_schedule ? [] : noteUnused({ sli_interval_seconds }, 'there is no SLI')),
    ...(wakes !== undefined && wakes > CRON_INTERVAL_SECONDS
      ? [`The scheduler wakes every ${wakes} s: a run starts up to that much late, or is missed.`]
      : []),
  ];
}

/** The scheduler compares the time with the schedule each time it wakes, so it must wake within each minute. */
const CRON_INTERVAL_SECONDS = 60;

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
