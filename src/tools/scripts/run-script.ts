import { runScriptInput } from '../../authoring/inputs/run-script-input.ts';
import { startedView, startRun } from '../../authoring/start-run.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';

export const runScript = defineTool({
  name: 'run_script',
  title: 'Start run',
  description:
    'Starts an uncommitted script on a runner and returns its runId at once, for get_run_status and get_run_output. Usually run_script_and_wait is better.',
  toolset: 'scripts',
  effect: 'execute',
  needs: 'administer',
  input: runScriptInput,
  async run(args, context) {
    const started = await startRun(args, context);
    return {
      ...startedView(started),
      status: started.status,
      ...(started.notes.length > 0 ? { notes: started.notes } : {}),
      next: `get_run_status(workspace_name="${started.workspace}", run_id="${started.runId}")`,
    };
  },
});
