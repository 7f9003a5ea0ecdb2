import { z } from 'zod';
import { Cancelled } from '../../errors/platform-errors.ts';
import { ToolError } from '../../errors/tool-error.ts';
import { type Issue, isIgnored } from '../../platform/issues.ts';
import type { Preview, ToolContext } from '../../tool-kit/define-tool.ts';

const MOST_AT_ONCE = 20;

/** Requests under way at a time. */
const TOGETHER = 4;

/** The issues that a call changes. */
export const issueIds = z
  .array(z.int().min(1))
  .min(1)
  .max(MOST_AT_ONCE)
  .describe('ids from get_workspace_issues');

/** What happened to one issue. */
type Change = Record<string, unknown> & { id: number; status: string };

interface Act {
  workspace: string;
  ids: readonly number[];
  /** What a changed issue is called, such as `closed`. */
  done: string;
  /** Whether the issue is in that state already; nothing is sent for it then. */
  already(issue: Issue): boolean;
  send(id: number): Promise<Issue>;
  /** What its row says besides the counts. */
  facts(issue: Issue): Record<string, unknown>;
}

/**
 * Changes several issues, with a row for each: what happened to it and its occurrences, or why it was not changed. Where
 * none could be changed, throws the first error with the rows in its detail; where the call is cancelled midway, `Cancelled`
 * with the rows so far.
 */
export async function changeIssues(act: Act, { platform, signal }: ToolContext) {
  const ids = [...new Set(act.ids)];
  const rows = new Map<number, Change>();
  const errors: ToolError[] = [];
  const waiting = [...ids];
  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined && !signal.aborted; id = waiting.shift()) {
      try {
        rows.set(id, await changeOne(act, await platform.issues.get(act.workspace, id, { signal })));
      } catch (error) {
        if (!(error instanceof ToolError)) throw error;
        errors.push(error);
        rows.set(id, { id, status: 'failed', error: { code: error.code, message: error.message } });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(TOGETHER, ids.length) }, worker));
  const results = ids.flatMap((id) => rows.get(id) ?? { id, status: 'not_sent' });
  if (signal.aborted) throw cancelled(results);
  if (errors.length === ids.length) throw allFailed(errors[0]!, results);
  return {
    workspace_name: act.workspace,
    results,
    ...(errors.length > 0 ? { notes: [`${errors.length} of ${ids.length} could not be changed.`] } : {}),
  };
}

async function changeOne(act: Act, before: Issue): Promise<Change> {
  const { id, title, taskTitle, openOccurrenceCount } = before;
  const row = { id, title: title ?? taskTitle };
  if (act.already(before)) return { ...row, status: `already_${act.done}`, ...act.facts(before) };
  const after = await act.send(id);
  return {
    ...row,
    status: act.done,
    ...act.facts(after),
    open_occurrences: { before: openOccurrenceCount ?? null, after: after.openOccurrenceCount ?? null },
    total_occurrences: after.totalOccurrenceCount ?? null,
  };
}

/** What a call is about to do to its issues, for a person to agree to. */
export async function previewIssues(
  act: string,
  workspace: string,
  ids: readonly number[],
  { platform, signal }: ToolContext,
): Promise<Preview> {
  const issues = await Promise.all(
    [...new Set(ids)].map((id) => platform.issues.get(workspace, id, { signal })),
  );
  return {
    act: `${act} ${issues.length === 1 ? 'an issue' : `${issues.length} issues`} of ${workspace}`,
    details: issues.map(
      ({ id, severity, title, taskTitle, openOccurrenceCount }) =>
        `${id}, severity ${severity ?? 'unknown'}, seen ${openOccurrenceCount ?? 0} times since it opened: ${title ?? taskTitle ?? ''}`,
    ),
    state: issues.map(({ id, title, severity, openSince, closedAt, ignoredUntil }) => ({
      id,
      title,
      severity,
      openSince,
      closedAt,
      ignoredUntil,
    })),
  };
}

/** Closed, and not reopened since. */
export function isClosed(issue: Issue): boolean {
  return Boolean(issue.closedAt) && !issue.openSince && !isIgnored(issue);
}

function cancelled(results: Change[]): Cancelled {
  return new Cancelled('The call was cancelled while issues were being changed.', {
    hint: 'detail.results says which were; look at the others with get_issue_details before you repeat the call.',
    detail: { results },
  });
}

function allFailed(first: ToolError, results: Change[]): ToolError {
  return new ToolError(first.code, first.message, {
    hint: first.hint,
    retryable: first.retryable,
    ...(first.status === undefined ? {} : { status: first.status }),
    detail: { ...first.detail, ...(results.length > 1 ? { results } : {}) },
    cause: first,
  });
}
