import { z } from 'zod';
import { TASK_TYPES } from '../../script-rules/script-kind.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import {
  envVars,
  interpreter,
  location,
  scriptSources,
  secretVars,
  sliScriptSources,
} from './script-inputs.ts';
import { slxFields } from './slx-inputs.ts';

const interval = z.int().min(1);

/** The input of `commit_slx`. */
export const commitSlxInput = z.object({
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
  sli_interval_seconds: interval.describe('Seconds between SLI runs, 300; with cron_schedule 60').optional(),
  interval_seconds: interval.describe('Seconds, for task_type sli').optional(),
  cron_schedule: z.string().describe('Runs the task: a cron expression, UTC; no SLI script then').optional(),
  codebundle_repo_url: z.url().describe('Other tool-builder repository').optional(),
  codebundle_ref: z.string().describe('Its git reference').optional(),
  dry_run: z.boolean().default(false).describe('Show the payloads, send nothing'),
});

/** The parsed arguments of `commit_slx`. */
export type CommitArguments = z.output<typeof commitSlxInput>;
