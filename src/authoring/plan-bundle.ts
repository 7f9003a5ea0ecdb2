import { version } from '../../package.json';
import type { Bundle } from '../codecollections/bundle.ts';
import { composeBundle } from '../codecollections/compose-bundle.ts';
import { Refused } from '../errors/request-errors.ts';
import { scriptLimits } from '../script-rules/sizes.ts';
import { givenSources, type ScriptSources } from '../script-rules/source/script-source.ts';
import type { Validation } from '../script-rules/validate-script.ts';
import { checkCommitScripts } from '../slx/commit-scripts.ts';
import { additionalContext } from '../slx/hierarchy.ts';
import { DEFAULT_INTERVAL_SECONDS } from '../slx/payloads.ts';
import { needsResolving, type ResolvedSecrets } from '../slx/resolve-secrets.ts';
import { resourcePath } from '../slx/resource-path.ts';
import { checkOverlaps, furtherKeys, parseRuntimeVariables } from '../slx/runtime-vars.ts';
import { composeTags, noteReplacedTags } from '../slx/tags.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { workspaceOf } from '../tool-kit/workspace.ts';
import type { BundleArguments } from './inputs/render-codecollection-input.ts';
import { judgeScript } from './judge-script.ts';
import { noteUnused } from './note-unused.ts';
import { resolveBundles } from './resolve-bundles.ts';
import { resolveSecretVars } from './resolve-secret-vars.ts';
import { sliSourcesOf } from './sli-sources.ts';
import { withoutBlanks } from './without-blanks.ts';

/** Checks everything that a bundle is made of, asks where its scripts run, and composes it. Throws `Refused`. */
export async function planBundle(
  asGiven: BundleArguments,
  context: ToolContext,
): Promise<{ bundle: Bundle; notes: string[] }> {
  const { args, blankNotes } = withoutBlanks(asGiven);
  const { env_vars: envVars = {}, secret_vars: secretVars = {} } = args;
  const runtimeVars = parseRuntimeVariables(args.runtime_vars ?? [], 'task');
  checkOverlaps(runtimeVars, { envVars, secretVars });
  const given = [...Object.keys(envVars), ...Object.keys(secretVars), ...runtimeVars.map(({ name }) => name)];
  const { task, sli } = await judgeScripts(args, given, context);
  if (!sli) requireNoFollowers(args);
  const title = args.task_title ?? args.alias;
  const limits = scriptLimits(context.config);
  const warnings = checkCommitScripts({ main: task, sli, limits, taskTitle: title, envVars, secretVars });

  const { bundles, notes } = await resolveBundles(
    undefined,
    sli ? ['runbook', 'sli'] : ['runbook'],
    { repoUrl: args.generic_runtime_repo_url, ref: args.generic_runtime_ref },
    context,
  );
  const secrets = await resolveBundleSecrets(args, secretVars, context);
  const composed = composeBundle({
    name: args.bundle_name,
    baseName: args.base_name,
    shortenedBaseName: args.shortened_base_name,
    levelOfDetail: args.level_of_detail,
    alias: args.alias,
    statement: args.statement,
    imageUrl: args.image_url,
    discovery: {
      platform: args.platform,
      resourceTypes: args.resource_types,
      matchRules: args.match_rules,
      qualifiers: args.slx_qualifiers,
    },
    tags: composeTags(args.tags ?? [], args),
    ...additionalContext({ resourcePath: resourcePath(args.resource_path), hierarchy: args.hierarchy }),
    task: { title, script: task.shipped, interpreter: task.interpreter, codeBundle: bundles.runbook },
    sli: sli && {
      script: sli.shipped,
      interpreter: sli.interpreter,
      codeBundle: bundles.sli,
      intervalSeconds: args.sli_interval_seconds ?? DEFAULT_INTERVAL_SECONDS,
      description: args.sli_description ?? args.statement,
    },
    slo: args.slo,
    workflow: args.workflow,
    envVars,
    secretVars: secrets.secretVars,
    runtimeVars,
    owners: args.owners,
    timeoutSeconds: args.timeout_seconds ?? DEFAULT_TIMEOUT_SECONDS,
    source: { workspace: args.workspace_name, slx: args.source_slx_name },
    rendered: { version, at: new Date().toISOString() },
  });
  return {
    bundle: composed.bundle,
    notes: [
      ...composed.notes,
      ...secrets.notes,
      ...notes,
      ...warnings,
      ...noteFixes([task, sli]),
      ...noteReplacedTags(args.tags ?? [], composed.bundle.tags),
      ...blankNotes,
      ...furtherKeys(runtimeVars).map((key) => `${key} is not rendered: templates have no field for it.`),
      ...(sli ? [] : noteUnusedSli(args)),
    ],
  };
}

/** Seconds that one run may take unless the bundle says otherwise; the tool-builder bundles' own default. */
const DEFAULT_TIMEOUT_SECONDS = 300;

/** Short names become the workspace's keys, where one is known; what a template fills in stays. */
async function resolveBundleSecrets(
  args: BundleArguments,
  secretVars: Record<string, string>,
  context: ToolContext,
): Promise<ResolvedSecrets> {
  const plain = Object.entries(secretVars).filter(([, key]) => !key.includes('{{'));
  const known = args.workspace_name ?? context.config.defaultWorkspace;
  if (!known || !needsResolving(Object.fromEntries(plain))) return { secretVars, notes: [] };
  const workspace = await workspaceOf(args, context);
  const resolved = await resolveSecretVars(workspace, Object.fromEntries(plain), context);
  return { secretVars: { ...secretVars, ...resolved.secretVars }, notes: resolved.notes };
}

async function judgeScripts(
  args: BundleArguments,
  given: string[],
  context: ToolContext,
): Promise<{ task: Validation; sli: Validation | undefined }> {
  const sources = sliSources(args);
  const task = await judgeScript(
    { sources: args, interpreter: args.interpreter, taskType: 'task', given },
    context,
  );
  if (!sources) return { task, sli: undefined };
  const sli = await judgeScript(
    { sources, interpreter: args.sli_interpreter, taskType: 'sli', given, prefix: 'sli_' },
    context,
  );
  return { task, sli };
}

/** Where the SLI's script is, if the bundle is to have one. The task's script never stands in for it. */
function sliSources(args: BundleArguments): ScriptSources | undefined {
  if (args.include_sli === false) return undefined;
  const sources = sliSourcesOf(args);
  if (givenSources(sources).length > 0) return sources;
  if (!args.include_sli) return undefined;
  throw new Refused(
    'include_sli needs an explicit sli_script: the task script returns issues, an SLI returns one number.',
    {
      hint: 'Pass sli_script or one of its other forms, or leave out include_sli.',
      detail: { field: 'include_sli' },
    },
  );
}

/** What is given of an SLI that the bundle does not have. */
function noteUnusedSli(args: BundleArguments): string[] {
  const { sli_interpreter, sli_interval_seconds, sli_description } = args;
  const { sli_script, sli_script_path, sli_script_base64, sli_script_gzip_base64, sli_script_base64_path } =
    args;
  const scripts = {
    sli_script,
    sli_script_path,
    sli_script_base64,
    sli_script_gzip_base64,
    sli_script_base64_path,
  };
  const reason = args.include_sli === false ? 'include_sli is false' : 'there is no SLI';
  return noteUnused({ ...scripts, sli_interpreter, sli_interval_seconds, sli_description }, reason);
}

/** An SLO and a workflow follow the values of an SLI. Throws `Refused` for either without one. */
function requireNoFollowers({ slo, workflow }: BundleArguments): void {
  const followers = [...(slo ? ['slo'] : []), ...(workflow ? ['workflow'] : [])];
  if (followers.length === 0) return;
  throw new Refused(`${followers.join(' and ')} cannot be rendered: the bundle has no SLI to follow.`, {
    hint: 'Pass sli_script or one of its other forms.',
    detail: { field: followers[0] },
  });
}

function noteFixes(scripts: (Validation | undefined)[]): string[] {
  return scripts
    .flatMap((script) => script?.findings ?? [])
    .filter(({ severity }) => severity === 'auto-fixed')
    .map(({ message }) => `Changed in the rendered script: ${message}`);
}
