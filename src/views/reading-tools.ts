import type { z } from 'zod';
import type { ResultOf, ToolDefinition } from '../tool-kit/define-tool.ts';
import type { getIssueDetails } from '../tools/issues/get-issue-details.ts';
import type { getWorkspaceIssues } from '../tools/issues/get-workspace-issues.ts';
import type { getRunSessions } from '../tools/runs/get-run-sessions.ts';
import type { getRunOutput } from '../tools/scripts/get-run-output.ts';
import type { getSlxMetrics } from '../tools/slxs/get-slx-metrics.ts';
import type { getSlxRunbook } from '../tools/slxs/get-slx-runbook.ts';
import type { getWorkspaceSlxs } from '../tools/slxs/get-workspace-slxs.ts';

/** The tools that views call. All of them only read: what changes or runs something goes through the conversation. */
export const READING_TOOLS = [
  'get_issue_details',
  'get_workspace_issues',
  'get_run_sessions',
  'get_run_output',
  'get_slx_metrics',
  'get_slx_runbook',
  'get_workspace_slxs',
] as const;

interface Tools {
  get_issue_details: typeof getIssueDetails;
  get_workspace_issues: typeof getWorkspaceIssues;
  get_run_sessions: typeof getRunSessions;
  get_run_output: typeof getRunOutput;
  get_slx_metrics: typeof getSlxMetrics;
  get_slx_runbook: typeof getSlxRunbook;
  get_workspace_slxs: typeof getWorkspaceSlxs;
}

export type ReadingTool = (typeof READING_TOOLS)[number];
export type ArgumentsOf<Name extends ReadingTool> =
  Tools[Name] extends ToolDefinition<infer Input, infer _> ? z.input<Input> : never;
export type AnswerOf<Name extends ReadingTool> = ResultOf<Tools[Name]>;
