import { z } from 'zod';
import { interpreter, taskType } from '../../authoring/inputs/script-inputs.ts';
import { interpretStatus, readingView, readOutput } from '../../authoring/read-output.ts';
import type { AuthorRunOutput } from '../../platform/author-runs.ts';
import { runProgress } from '../../platform/run-status.ts';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { runResult } from './run-result.ts';

export const getRunOutput = defineTool({
  name: 'get_run_output',
  title: 'Get run output',
  description: 'Results of run_script: outcome (what really happened), issues, stdout, stderr, report.',
  toolset: 'scripts',
  view: 'run',
  whenCut:
    'Further issues: get_run_output with issues_offset. Longer texts stay in the artifacts of the run.',
  effect: 'read',
  input: z.object({
    run_id: z.string().min(1).describe('runId of run_script'),
    workspace_name: workspaceName,
    interpreter: interpreter.describe('Of the script, if known'),
    task_type: taskType,
    fetch_logs: z.boolean().describe('false: status and artifacts by name, no texts').default(true),
    issues_offset: z.int().min(0).default(0).describe('Issues to skip'),
  }),
  output: runResult,
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const { authorRuns } = context.platform;
    const [{ status }, listed] = await Promise.all([
      authorRuns.status(workspace, args.run_id, context),
      // Its failure matters only where the run is over.
      settled(authorRuns.output(workspace, args.run_id, context)),
    ]);
    if (runProgress(status) === 'under-way') {
      return {
        runId: args.run_id,
        status,
        outcome: 'running',
        next: `Look again with get_run_output(workspace_name="${workspace}", run_id="${args.run_id}").`,
      };
    }
    const known = { status: status ?? '', taskType: args.task_type, interpreter: args.interpreter };
    if (listed.status === 'rejected') throw listed.reason;
    if (!args.fetch_logs) return artifactNames(args.run_id, status, listed.value);
    const { reading, notes } = await readOutput(workspace, args.run_id, known, context, listed.value);
    const all = [...notes, ...reading.notes];
    return {
      runId: args.run_id,
      ...readingView({ ...reading, issues: reading.issues.slice(args.issues_offset) }, args.task_type),
      status,
      status_interpretation: interpretStatus(status ?? ''),
      ...(all.length > 0 ? { notes: all } : {}),
    };
  },
});

const settled = async <Value>(work: Promise<Value>) => (await Promise.allSettled([work]))[0]!;

/** What the run left, without fetching it: that does not tell whether it worked. */
function artifactNames(runId: string, status: string | null | undefined, { artifacts }: AuthorRunOutput) {
  return {
    runId,
    status,
    outcome: 'unknown',
    outcome_reason: 'No artifact was fetched (fetch_logs is false).',
    artifacts: artifacts.map(({ type, filename, contentType, signedUrl, expiresAt }) =>
      compact({ type, filename, contentType, available: Boolean(signedUrl), expiresAt }),
    ),
  };
}
