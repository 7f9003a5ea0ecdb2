import { describe, expect, test } from 'vitest';
import { closeIssue } from '../../../src/tools/issues/close-issue.ts';
import { getWorkspaceIssues } from '../../../src/tools/issues/get-workspace-issues.ts';
import { ignoreIssue } from '../../../src/tools/issues/ignore-issue.ts';
import { type BenchOptions, toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';

/** A bench, and open issues of its workspace, those that were seen most often first. */
async function withIssues(options?: BenchOptions) {
  const bench = await toolBench(options);
  const { issues } = bench.sandbox.world.workspaces.get(workspace_name)!;
  const open = [...issues.values()]
    .filter(({ openSince }) => openSince !== null)
    .toSorted((one, other) => other.occurrences.length - one.occurrences.length);
  const patches = () => bench.sandbox.requests.filter(({ method }) => method === 'PATCH');
  return { ...bench, issues, open, patches };
}

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('close_issue', () => {
  test('closes an issue, and says what that does to its occurrences', async () => {
    const { call, open, issues } = await withIssues();
    const { id, title, occurrences } = open[0]!;
    const reply = await call(closeIssue, { workspace_name, issue_ids: [id], comment: 'Rolled back.' });
    expect(reply.results).toEqual([
      {
        id,
        title,
        status: 'closed',
        closed_at: issues.get(id)!.closedAt,
        open_occurrences: { before: occurrences.length, after: 0 },
        total_occurrences: occurrences.length,
      },
    ]);
    expect(issues.get(id)).toMatchObject({ openSince: null, closedByType: 'user' });
    const { results } = await call(getWorkspaceIssues, { workspace_name });
    expect(results.map((row: { id: number }) => row.id)).not.toContain(id);
  });

  test('takes one id without a list, and the comment as it is', async () => {
    const bodies: unknown[] = [];
    const { call, open } = await withIssues({ observe: ({ request }) => void bodies.push(request.body) });
    await call(closeIssue, { workspace_name, issue_ids: open[0]!.id, comment: 'null' });
    expect(bodies).toContainEqual({ comment: 'null' });
  });

  test('gives each of several its own row, in the order that they were named, each once', async () => {
    const { call, open, patches } = await withIssues();
    const ids = open.slice(0, 6).map(({ id }) => id);
    const reply = await call(closeIssue, { workspace_name, issue_ids: [...ids, ids[0]] });
    expect(reply.results.map(({ id }: { id: number }) => id)).toEqual(ids);
    expect(reply.results.every(({ status }: { status: string }) => status === 'closed')).toBe(true);
    expect(reply).not.toHaveProperty('notes');
    expect(patches()).toHaveLength(6);
  });

  test('closes the others where one is not there or fails, and says which and why', async () => {
    const { call, open, sandbox, issues } = await withIssues();
    const [first, second, third] = open.map(({ id }) => id);
    sandbox.faults.add({ method: 'PATCH', path: new RegExp(`/${second}/close$`), status: 403 });
    const reply = await call(closeIssue, { workspace_name, issue_ids: [first, 999_999, second, third] });
    expect(reply.results.map(({ status }: { status: string }) => status)).toEqual([
      'closed',
      'failed',
      'failed',
      'closed',
    ]);
    expect(reply.results[1].error.code).toBe('not_found');
    expect(reply.results[2].error.code).toBe('forbidden');
    expect(reply.notes).toEqual(['2 of 4 could not be changed.']);
    expect(issues.get(third!)!.openSince).toBeNull();
  });

  test('is an error where none could be closed', async () => {
    const { refusal } = await withIssues();
    const error = await refusal(closeIssue, { workspace_name, issue_ids: [999_998, 999_999] });
    expect(error).toMatchObject({
      code: 'not_found',
      detail: { results: [{ id: 999_998 }, { id: 999_999 }] },
    });
  });

  test('sends nothing for one that is closed already', async () => {
    const { call, issues, patches } = await withIssues();
    const closed = [...issues.values()].find(({ closedAt }) => closedAt !== null)!;
    const reply = await call(closeIssue, { workspace_name, issue_ids: [closed.id] });
    expect(reply.results).toMatchObject([{ status: 'already_closed', closed_at: closed.closedAt }]);
    expect(patches()).toEqual([]);
  });

  test('takes a reply that shows no closing for no success', async () => {
    const { refusal, open, sandbox } = await withIssues();
    const { id } = open[0]!;
    const body = { id, taskTitle: 'x', categorizationKey: 'x', workspaceId: 1 };
    sandbox.faults.add({ method: 'PATCH', path: /close$/, status: 200, body });
    const error = await refusal(closeIssue, { workspace_name, issue_ids: [id] });
    expect(error.code).toBe('unexpected_reply');
  });

  test('is refused to a reader, and changes nothing', async () => {
    const { refusal, open, issues } = await withIssues({ as: 'readonly' });
    const { id } = open[0]!;
    const error = await refusal(closeIssue, { workspace_name, issue_ids: [id] });
    expect(error).toMatchObject({ code: 'forbidden' });
    expect(issues.get(id)!.openSince).not.toBeNull();
  });

  test('sends no more once it is cancelled, and says so', async () => {
    const { refusal, open, sandbox, patches } = await withIssues();
    const cancel = new AbortController();
    sandbox.faults.add({ method: 'PATCH', path: /close$/, delayMs: 3_000 });
    setTimeout(() => cancel.abort(), 500);
    const ids = open.slice(0, 8).map(({ id }) => id);
    const error = await refusal(closeIssue, { workspace_name, issue_ids: ids }, { signal: cancel.signal });
    expect(error.code).toBe('cancelled');
    expect(error.detail!.results).toHaveLength(8);
    expect(patches().length).toBeLessThanOrEqual(4);
  });

  test.each([[[]], [[0]], [['x']], [Array.from({ length: 21 }, (_, index) => index + 1)]])(
    'refuses %j as ids',
    async (issue_ids) => {
      const { refusal, sandbox } = await withIssues();
      const error = await refusal(closeIssue, { workspace_name, issue_ids });
      expect(error.code).toBe('invalid_arguments');
      expect(sandbox.requests).toEqual([]);
    },
  );
});

describe('ignore_issue', () => {
  test('keeps an issue quiet until a time, although it is seen again', async () => {
    const { call, open, issues } = await withIssues();
    const { id, occurrences } = open[0]!;
    const reply = await call(ignoreIssue, { workspace_name, issue_ids: [id], until: '2d' });
    const [row] = reply.results;
    expect(row).toMatchObject({
      status: 'ignored',
      open_occurrences: { before: occurrences.length, after: 0 },
    });
    const hours = (Date.parse(row.ignored_until) - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(48);
    expect(issues.get(id)).toMatchObject({ openSince: null, ignoredUntil: row.ignored_until });
  });

  test('takes a time as it is, and sends nothing where it is ignored until then already', async () => {
    const { call, open, patches } = await withIssues();
    const [until, issue_ids] = [inHours(5), [open[0]!.id]];
    const first = await call(ignoreIssue, { workspace_name, issue_ids, until });
    expect(first.results[0].ignored_until).toBe(until);
    const again = await call(ignoreIssue, { workspace_name, issue_ids, until });
    expect(again.results[0].status).toBe('already_ignored');
    await call(ignoreIssue, { workspace_name, issue_ids, until: inHours(6) });
    expect(patches()).toHaveLength(2);
  });

  test('can be closed while it is ignored', async () => {
    const { call, open, issues } = await withIssues();
    const issue_ids = [open[0]!.id];
    await call(ignoreIssue, { workspace_name, issue_ids, until: '1h' });
    const closed = await call(closeIssue, { workspace_name, issue_ids });
    expect(closed.results[0].status).toBe('closed');
    expect(issues.get(issue_ids[0]!)!.closedAt).not.toBeNull();
  });

  test.each(['', 'tomorrow', '2020-01-01T00:00:00Z', '0h'])('refuses %j as a time', async (until) => {
    const { refusal, open, sandbox } = await withIssues();
    const error = await refusal(ignoreIssue, { workspace_name, issue_ids: [open[0]!.id], until });
    expect(error).toMatchObject({ code: 'invalid_arguments', message: expect.stringContaining('until') });
    expect(sandbox.requests.filter(({ path }) => path !== '/api/v3/workspaces')).toEqual([]);
  });

  test('is refused to a reader', async () => {
    const { refusal, open } = await withIssues({ as: 'readonly' });
    const error = await refusal(ignoreIssue, { workspace_name, issue_ids: [open[0]!.id], until: '1h' });
    expect(error).toMatchObject({ code: 'forbidden' });
  });
});

describe('with MCP_CONFIRM=always', () => {
  test.each([
    [closeIssue, {}, 'Close an issue of checkout-prod'],
    [ignoreIssue, { until: '2d' }, 'Ignore until 2d an issue of checkout-prod'],
  ])(
    '$name shows what it is about first, and acts with the code while the issue stays as it was',
    async (tool, more, act) => {
      const bench = await withIssues({ environment: { MCP_CONFIRM: 'always' } });
      const { id, title } = bench.open[0]!;
      const args = { workspace_name, issue_ids: [id], ...more };
      const asked = await bench.call(tool, args);
      expect(asked).toMatchObject({ status: 'confirmation_required', preview: { act } });
      expect(asked.preview.details[0]).toContain(title);
      expect(bench.patches()).toEqual([]);
      bench.issues.get(id)!.severity = 3;
      const stale = await bench.call(tool, { ...args, confirm: asked.confirm });
      expect(stale.status).toBe('confirmation_required');
      const done = await bench.call(tool, { ...args, confirm: stale.confirm });
      expect(done.results[0].status).toMatch(/^(closed|ignored)$/);
    },
  );
});
