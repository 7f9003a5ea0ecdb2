import { runScriptInput } from '../../authoring/inputs/run-script-input.ts';
import { interpretStatus, readingView, readOutput } from '../../authoring/read-output.ts';
import { type StartedRun, startedView, startRun } from '../../authoring/start-run.ts';
import { Incomplete } from '../../errors/request-errors.ts';
import { ToolError } from '../../errors/tool-error.ts';
import { runProgress } from '../../platform/run-status.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { waitFor } from '../../tool-kit/wait-for.ts';
import { runResult } from './run-result.ts';

export const runScriptAndWait = defineTool({
  name: 'run_script_and_wait',
  title: 'Run script and wait',
  description:
    'Runs an uncommitted script on a live runner and waits. Read outcome first (issues, healthy, metric, crashed, timed_out, bad_output, not_started, running, unknown): the platform calls crashes a success. Skill: build-runwhen-task.',
  toolset: 'scripts',
  view: 'run',
  whenCut:
    'Further issues: get_run_output with issues_offset. Longer texts stay in the artifacts of the run.',
  effect: 'execute',
  needs: 'administer',
  waits: true,
  input: runScriptInput,
  output: runResult,
  async run(args, context) {
    const started = await startRun(args, context);
    const { workspace, runId, validation } = started;
    const waited = await waitFor(
      async () => {
        const { status } = await context.platform.authorRuns.status(workspace, runId, context);
        return runProgress(status) === 'under-way' ? undefined : (status ?? 'UNKNOWN');
      },
      { what: `run ${runId}`, handle: { runId, workspace_name: workspace }, lookAgain: lookAgain(started) },
      context,
    );
    if (waited.value === undefined) return stillRunning(started, waited);
    const { reading, notes } = await readOutput(
      workspace,
      runId,
      {
        status: waited.value,
        taskType: validation.taskType,
        interpreter: validation.interpreter,
        sent: started.sent,
        elapsedSeconds: waited.elapsedSeconds,
      },
      context,
    ).catch((error) => {
      throw keepRun(error, started, context);
    });
    const all = [...started.notes, ...notes, ...reading.notes];
    return {
      ...readingView(reading, validation.taskType, started.isUnchanged),
      ...startedView(started),
      finalStatus: waited.value,
      status_interpretation: interpretStatus(waited.value),
      elapsedSeconds: waited.elapsedSeconds,
      ...(all.length > 0 ? { notes: all } : {}),
    };
  },
});

const lookAgain = ({ workspace, runId }: StartedRun) =>
  `get_run_output(workspace_name="${workspace}", run_id="${runId}")`;

function stillRunning(started: StartedRun, waited: { elapsedSeconds: number; trouble?: ToolError }) {
  return {
    outcome: 'running',
    ...startedView(started),
    finalStatus: 'RUNNING',
    elapsedSeconds: waited.elapsedSeconds,
    next: `Still running. Look again with ${lookAgain(started)}.`,
    ...(waited.trouble ? { trouble: waited.trouble.message } : {}),
  };
}

/** The run is over and its results are kept: the error tells the caller how to get them. */
function keepRun(error: unknown, started: StartedRun, { signal }: ToolContext): unknown {
  if (!(error instanceof ToolError) || signal.aborted) return error;
  return new Incomplete(`Run ${started.runId} is over, but its results could not be read: ${error.message}`, {
    hint: `Read them with ${lookAgain(started)}.`,
    retryable: true,
    detail: { runId: started.runId, workspace_name: started.workspace, ...error.detail },
    cause: error,
  });
}
