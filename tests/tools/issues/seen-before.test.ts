import { describe, expect, test } from 'vitest';
import { getIssueDetails } from '../../../src/tools/issues/get-issue-details.ts';
import { toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';

/** A bench with an open issue, and closed ones beside it: of its check, of its kind or not, and of another check, on its resource or not. */
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
  const other = { ...closed, slxShortName: 'cart-api-pods' };
  issues.set(900_003, { ...other, id: 900_003, additionalContext: {} });
  issues.set(900_004, { ...other, id: 900_004, categorizationKey: 'another', taskTitle: 'Another task' });
  return { ...bench, issue, notes, closedAt };
}

describe('get_issue_details', () => {
  test('names earlier issues of the same check or resource, the same kind first, with when they opened and closed', async () => {
    const { call, issue, closedAt } = await withEarlier();
    const { seen_before } = await call(getIssueDetails, { workspace_name, issue_id: issue.id });
    expect(seen_before.map(({ id }: { id: number }) => id)).toEqual([900_002, 900_001, 900_004]);
    expect(seen_before.map(({ same }: { same: string }) => same)).toEqual(['kind', 'check', 'resource']);
    expect(seen_before[0]).toMatchObject({
      title: issue.title,
      opened: issue.created,
      closed: closedAt,
      occurrences: issue.occurrences.length,
    });
  });

  test('says where closed issues, articles and runs could not all be read', async () => {
    const { call, sandbox, issue } = await withEarlier();
    const body = { count: 500, next: 'https://papi.example/next', previous: null, results: [] };
    const closed = { path: '/api/v3/workspaces/checkout-prod/issues', status: 200, body, times: 3 };
    for (const path of ['notes', 'runsessions'])
      sandbox.faults.add({ path: `/api/v4/workspaces/checkout-prod/${path}`, status: 200, body, times: 2 });
    sandbox.faults.add(closed);
    const { notes } = await call(getIssueDetails, { workspace_name, issue_id: issue.id });
    for (const what of [
      'Open issues, for what opened around it',
      'Earlier issues',
      'Earlier issues of the resource',
      'Articles',
    ])
      expect(notes).toContain(`${what}: The platform counts 500 and gave 0.`);
  });

  test('says how many were read where there are more issues than it looks through, and nothing where there are not', async () => {
    const { call, sandbox, issue } = await withEarlier();
    const onLists = async () => {
      const { notes } = await call(getIssueDetails, { workspace_name, issue_id: issue.id });
      return (notes ?? []).filter((note: string) => !note.startsWith('What ran before'));
    };
    expect(await onLists()).toEqual([]);
    const { issues } = sandbox.world.workspaces.get(workspace_name)!;
    const closed = issues.get(900_002)!;
    for (let id = 910_000; id < 910_260; id += 1) {
      issues.set(id, { ...closed, id });
      issues.set(id + 1_000, { ...issue, id: id + 1_000 });
    }
    expect((await onLists()).toSorted()).toEqual([
      expect.stringMatching(/^Earlier issues of the resource: 250 of 2\d\d were read\.$/),
      expect.stringMatching(/^Earlier issues: 100 of 2\d\d were read\.$/),
      expect.stringMatching(/^Open issues, for what opened around it: 250 of 2\d\d were read\.$/),
    ]);
  }, 60_000);

  test('names what ran on the day before each closed, the last first', async () => {
    const { call, sandbox, issue } = await withEarlier();
    const sessions = [...sandbox.world.workspaces.get(workspace_name)!.runSessions.values()];
    const dayBefore = (closed: number) =>
      sessions
        .filter(({ created }) => Date.parse(created) <= closed && Date.parse(created) >= closed - 86_400_000)
        .toSorted((one, other) => Date.parse(other.created) - Date.parse(one.created))
        .map(({ id }) => id);
    const { seen_before } = await call(getIssueDetails, { workspace_name, issue_id: issue.id });
    const ran = seen_before[1].ran_before_it_closed;
    expect(ran).toHaveLength(3);
    expect(ran.map(({ session_id }: { session_id: number }) => session_id)).toEqual(
      dayBefore(Date.parse(seen_before[1].closed)).slice(0, 3),
    );
    expect(ran[0]).toMatchObject({ source: expect.any(String), slxs: expect.any(Array) });
  });

  test('names articles on its resource, or on what that is part of, and no others', async () => {
    const { call, issue, notes } = await withEarlier();
    const active = [...notes.values()].filter(({ status }) => status === 'active');
    const path = String(issue.additionalContext.resourcePath);
    for (const note of active) note.resourcePaths = [`${path}-2`];
    active[0]!.resourcePaths = [path.split('/').slice(0, -1).join('/')];
    active[1]!.resourcePaths = [path];
    const { articles } = await call(getIssueDetails, { workspace_name, issue_id: issue.id });
    expect(articles.map(({ note_id }: { note_id: string }) => note_id)).toEqual([
      active[1]!.noteId,
      active[0]!.noteId,
    ]);
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
    expect(reply).toMatchObject({
      id: issue.id,
      notes: [
        expect.stringContaining('opened around it'),
        expect.stringContaining('Earlier issues'),
        expect.stringContaining('of the resource'),
      ],
    });
  });
});
