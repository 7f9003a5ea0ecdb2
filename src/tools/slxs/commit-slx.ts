import { z } from 'zod';
import {
  envVars,
  interpreter,
  location,
  scriptSources,
  secretVars,
  sliScriptSources,
} from '../../authoring/inputs/script-inputs.ts';
import { slxFields } from '../../authoring/inputs/slx-inputs.ts';
import { planCommit } from '../../authoring/plan-commit.ts';
import { previewSlx, saveSlx } from '../../authoring/save-slx.ts';
import { slxReplacement } from '../../authoring/slx-change.ts';
import { TASK_TYPES } from '../../script-rules/script-kind.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { WITHOUT_AGREEMENT } from '../../tool-kit/waits-for-agreement.ts';

const interval = z.int().min(1);

export const commitSlx = defineTool({
  name: 'commit_slx',
  title: 'Commit SLX',
  description:
    'Saves a tested script as an SLX: task, SLI, or task with SLI or cron; replaces one of that name. Run it with run_script_and_wait first. Skill: build-runwhen-task.',
  toolset: 'slxs',
  view: 'commit-preview',
  effect: 'write',
  needs: 'commit',
  keepsText: true,
  idempotent: true,
  input: z.object({
    ...slxFields,
    workspace_name: workspaceName,
    ...scriptSources,
    interpreter,
    task_type: z.enum(TASK_TYPES).default('task').describe('sli: script is the SLI alone'),
    task_title: z.string().describe('Plain text; the alias if absent').optional(),
    location,
    env_vars: envVars,
    secret_vars: secretVars,
    runtime_vars: z
      .array(z.record(z.string(), z.unknown()))
      .describe('Values per run of a task: {name, description, default, validation}')
      .optional(),
    ...sliScriptSources,
    sli_interpreter: interpreter,
    sli_interval_seconds: interval
      .describe('Seconds between SLI runs, 300; with cron_schedule 60')
      .optional(),
    interval_seconds: interval.describe('The same for task_type sli').optional(),
    cron_schedule: z
      .string()
      .describe('Runs the task: a cron expression, UTC; no SLI script then')
      .optional(),
    codebundle_repo_url: z.url().describe('Other tool-builder repository').optional(),
    codebundle_ref: z.string().describe('Its git reference').optional(),
    dry_run: z.boolean().default(false).describe('Show the payloads, send nothing'),
  }),
  output: z.looseObject({
    status: z.enum(['committed', 'dry_run', ...WITHOUT_AGREEMENT]),
    slx_name: z.string().optional(),
    workspace: z.string().optional(),
    slx_id: z.int().optional(),
  }),
  async preview(args, context) {
    return args.dry_run ? undefined : slxReplacement(await planCommit(args, context), context);
  },
  async run(args, context) {
    const plan = await planCommit(args, context);
    const { workspace, slx, documents, view } = plan;
    if (args.dry_run) return { status: 'dry_run', ...view, payloads: previewSlx(documents) };
    const slxId = await saveSlx(workspace, documents, { tool: 'commit_slx', slx }, context);
    return {
      status: 'committed',
      ...view,
      slx_id: slxId,
      next: `Searchable in one to three minutes. Run it with run_slx(workspace_name="${workspace}", slx_name="${slx}").`,
    };
  },
});
