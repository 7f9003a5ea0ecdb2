import { describe, expect, test } from 'vitest';
import { getIssueDetails } from '../../../src/tools/issues/get-issue-details.ts';
import { toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';

/** A bench with an open issue, and closed ones beside it: of the same check, of its kind or not, and of another check. */
async function withEarlier() {
  const bench = await toolBench();
  const { issues, notes } = bench.sandbox.world.workspaces.get(workspace_name)!;
  const issue = [...issues.values()].find(({ openSince, severity }) => openSince && severity === 1)!;
  const closedAt = new Date(Date.now() - 86_400_000).toISOString();
  const closed = { ...issue, openSince: null, closedAt };
  issues.set(900_001, {
    ...closed,
    id: 900_001,
    categorizationKey: 'another',
    closedAt: new Date().toISOString(),
  });
  issues.set(900_002, { ...closed, id: 900_002 });
  issues.set(900_003, { ...closed, id: 900_003, slxShortName: 'cart-api-pods' });
  return { ...bench, issue, notes, closedAt };
}

describe('get_issue_details', () => {
  test('names earlier issues of the same check, the same kind first, with when they opened and closed', async () => {
    const { call, issue, closedAt } = await withEarlier();
    const { seen_before } = await call(getIssueDetails, { workspace_name, issue_id: issue.id });
    expect(seen_before.map(({ id }: { id: number }) => id)).toEqual([900_002, 900_001]);
    expect(seen_before[0]).toMatchObject({
      title: issue.title,
      opened: issue.created,
      closed: closedAt,
      occurrences: issue.occurrences.length,
    });
  });

  test('names articles that speak of the check', async () => {
    const { call, issue, notes } = await withEarlier();
    const [article] = [...notes.values()].filter(({ status }) => status === 'active');
    article!.content += ` See ${issue.slxShortName}.`;
    const { articles } = await call(getIssueDetails, { workspace_name, issue_id: issue.id });
    expect(articles).toContainEqual({ note_id: article!.noteId, title: article!.title });
  });

  test('is silent where there was none before', async () => {
    const { call, sandbox } = await toolBench();
    const { issues, notes } = sandbox.world.workspaces.get(workspace_name)!;
    notes.clear();
    for (const { id, openSince } of [...issues.values()]) if (!openSince) issues.delete(id);
    const [issue] = [...issues.values()];
    const reply = await call(getIssueDetails, { workspace_name, issue_id: issue!.id });
    for (const key of ['seen_before', 'articles', 'notes']) expect(reply).not.toHaveProperty(key);
  });

  test('shows the issue and a note where earlier ones cannot be read', async () => {
    const { call, sandbox, issue } = await withEarlier();
    sandbox.faults.add({ path: /\/issues$/, status: 403 });
    const reply = await call(getIssueDetails, { workspace_name, issue_id: issue.id });
    expect(reply).toMatchObject({ id: issue.id, notes: [expect.stringContaining('Earlier issues')] });
  });
});
