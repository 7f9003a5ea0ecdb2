import { z } from 'zod';
import {
  envVars,
  fromSlx,
  interpreter,
  location,
  scriptSources,
  secretVars,
  taskType,
} from '../../authoring/inputs/script-inputs.ts';
import { startedView, startRun } from '../../authoring/start-run.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';

/** What a run takes, shared with `run_script_and_wait`. */
export const runInput = z.object({
  workspace_name: workspaceName,
  ...scriptSources,
  from_slx: fromSlx,
  interpreter,
  run_type: taskType,
  location,
  env_vars: envVars,
  secret_vars: secretVars,
  runtime_var_overrides: z.record(z.string(), z.string()).describe('Win over env_vars').optional(),
  completion_marker: z.boolean().default(true).describe('Adds a line that tells whether main returned'),
});

export const runScript = defineTool({
  name: 'run_script',
  title: 'Start run',
  description:
    'Starts an uncommitted script on a runner and returns its runId at once, for get_run_status and get_run_output. Usually run_script_and_wait is better.',
  toolset: 'scripts',
  effect: 'execute',
  needs: 'administer',
  input: runInput,
  async run(args, context) {
    const started = await startRun({ ...args, task_type: args.run_type }, context);
    return {
      ...startedView(started),
      status: started.status,
      ...(started.notes.length > 0 ? { notes: started.notes } : {}),
      next: `get_run_status(workspace_name="${started.workspace}", run_id="${started.runId}")`,
    };
  },
});
