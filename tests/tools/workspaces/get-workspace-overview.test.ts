import { describe, expect, test } from 'vitest';
import { getWorkspaceOverview } from '../../../src/tools/workspaces/get-workspace-overview.ts';
import { toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';

describe('get_workspace_overview', () => {
  test('shows one workspace: counts, the worst issues, where they are, what runs and what was indexed', async () => {
    const { call, sandbox } = await toolBench();
    const { issues, personas } = sandbox.world.workspaces.get(workspace_name)!;
    const open = [...issues.values()].filter(({ openSince }) => openSince !== null);
    const overview = await call(getWorkspaceOverview, { workspace_name });
    expect(overview.workspace_name).toBe(workspace_name);
    expect(overview.time).toMatch(/Z$/);
    expect(overview.open_issues.all).toBe(open.length);
    expect(overview.open_issues['1']).toBe(open.filter(({ severity }) => severity === 1).length);
    expect(overview.worst_issues).toHaveLength(5);
    expect(overview.worst_issues[0]).toMatchObject({ severity: 1, slxName: expect.any(String) });
    expect(overview.top_issue_resources.resources[0]).toMatchObject({ issueCount: expect.any(Number) });
    expect(overview.active_run_sessions).toMatchObject({ count: expect.any(Number) });
    expect(overview.stats).toMatchObject({ assistantCount: personas.size });
    expect(overview.index_health).toMatchObject({ healthy: true });
    expect(overview.assistants).toMatchObject({
      count: personas.size,
      names: [...personas.keys()].slice(0, 5),
    });
    expect(overview).not.toHaveProperty('notes');
    expect(JSON.stringify(overview).length).toBeLessThan(6_000);
  });

  test.each([
    [
      '/api/v3/workspaces/checkout-prod/issues',
      'Open issues of severity 1: The platform counts 500 and gave 0.',
    ],
    ['/api/v3/workspaces/checkout-prod/runsessions', 'What runs: The platform counts 500 and gave 0.'],
    ['/api/v4/workspaces/checkout-prod/personas', 'Assistants: The platform counts 500 and gave 0.'],
  ])('says where the platform counts more at %s than it gives', async (path, note) => {
    const { call, sandbox } = await toolBench();
    const body = { count: 500, next: 'https://papi.example/next', previous: null, results: [] };
    sandbox.faults.add({ path, status: 200, body, times: 9 });
    const { notes } = await call(getWorkspaceOverview, { workspace_name });
    expect(notes).toContain(note);
  });

  test('says that hours do nothing for all workspaces', async () => {
    const { call } = await toolBench();
    expect((await call(getWorkspaceOverview, { hours: 3 })).notes[0]).toContain('hours has no effect');
    expect((await call(getWorkspaceOverview, {})).notes).toBeUndefined();
  });

  test('takes the hours to look back for resources', async () => {
    const { call, sandbox } = await toolBench();
    await call(getWorkspaceOverview, { workspace_name, hours: 168 });
    const asked = sandbox.requests.find(({ path }) => path.endsWith('/top-issue-resources'));
    expect(Object.fromEntries(asked!.query)).toEqual({ hours: '168', limit: '5' });
  });

  test('does not count what is ignored, nor show it', async () => {
    const { call, sandbox } = await toolBench();
    const { issues } = sandbox.world.workspaces.get(workspace_name)!;
    const [worst] = [...issues.values()].filter(({ openSince, severity }) => openSince && severity === 1);
    const before = await call(getWorkspaceOverview, { workspace_name });
    Object.assign(worst!, { openSince: null, ignoredUntil: new Date(Date.now() + 3_600_000).toISOString() });
    const after = await call(getWorkspaceOverview, { workspace_name });
    expect(after.open_issues.all).toBe(before.open_issues.all - 1);
    expect(after.worst_issues.map(({ id }: { id: number }) => id)).not.toContain(worst!.id);
  });

  test('says of the worst issues what is known from before: the closest earlier one, what ran then, and articles', async () => {
    const { call, sandbox } = await toolBench();
    const { issues, notes } = sandbox.world.workspaces.get(workspace_name)!;
    const before = await call(getWorkspaceOverview, { workspace_name });
    const worst = issues.get(before.worst_issues[0].id)!;
    const closedAt = new Date(Date.now() - 3_600_000).toISOString();
    issues.set(900_001, { ...worst, id: 900_001, openSince: null, closedAt });
    issues.set(900_002, { ...worst, id: 900_002, openSince: null, closedAt, categorizationKey: 'another' });
    const [article] = notes.values();
    article!.resourcePaths = [String(worst.additionalContext.resourcePath)];
    const { worst_issues } = await call(getWorkspaceOverview, { workspace_name });
    expect(worst_issues[0]).toMatchObject({
      seen_before: { id: 900_001, same: 'kind', closed: closedAt, times: 3 },
      articles: expect.arrayContaining([{ note_id: article!.noteId, title: article!.title }]),
    });
    expect(worst_issues[0].seen_before.ran_before_it_closed[0]).toMatchObject({
      session_id: expect.any(Number),
    });
  });

  test('is silent on what was before where nothing was', async () => {
    const { call, sandbox } = await toolBench();
    const { issues, notes } = sandbox.world.workspaces.get(workspace_name)!;
    notes.clear();
    for (const { id, openSince } of [...issues.values()]) if (!openSince) issues.delete(id);
    const { worst_issues } = await call(getWorkspaceOverview, { workspace_name });
    expect(worst_issues.length).toBeGreaterThan(0);
    for (const row of worst_issues) {
      expect(row).not.toHaveProperty('seen_before');
      expect(row).not.toHaveProperty('articles');
    }
  });

  test('shows the issues, and a note, where earlier ones or articles cannot be read', async () => {
    const { call, sandbox } = await toolBench();
    sandbox.faults.add({ path: new RegExp(`${workspace_name}/notes$`), status: 403 });
    const overview = await call(getWorkspaceOverview, { workspace_name });
    expect(overview.worst_issues).toHaveLength(5);
    expect(overview.notes).toEqual([expect.stringContaining('Articles')]);
  });

  test('counts a severity that has more issues than one page', async () => {
    const { call, sandbox } = await toolBench();
    const { issues } = sandbox.world.workspaces.get(workspace_name)!;
    const [one] = [...issues.values()].filter(({ openSince, severity }) => openSince && severity === 4);
    for (let id = 900_000; id < 900_300; id += 1) issues.set(id, { ...one!, id });
    const open = [...issues.values()].filter(({ openSince, severity }) => openSince && severity === 4);
    const { open_issues } = await call(getWorkspaceOverview, { workspace_name });
    expect(open_issues['4']).toBe(open.length);
  });

  test.each([
    ['workspace-stats', 'stats', 404, 1],
    ['index-health', 'index_health', 503, 1],
    ['top-issue-resources', 'top_issue_resources', 404, 1],
    // What runs, and what ran before an earlier issue closed.
    ['runsessions', 'active_run_sessions', 403, 2],
    ['personas', 'assistants', 404, 1],
    ['issues', 'open_issues', 404, 1],
  ])('tells of %s in a note when it fails, and shows the rest', async (endpoint, part, status, notes) => {
    const { call, sandbox } = await toolBench();
    sandbox.faults.add({ path: new RegExp(`${workspace_name}/${endpoint}$`), status });
    const overview = await call(getWorkspaceOverview, { workspace_name });
    expect(overview.notes).toHaveLength(notes);
    expect(overview).not.toHaveProperty(part);
    const parts = ['open_issues', 'top_issue_resources', 'stats', 'index_health', 'assistants'];
    for (const other of parts.filter((name) => name !== part)) expect(overview).toHaveProperty(other);
  });

  test.each([undefined, '', '*'])(
    'shows every workspace, the worst first, where %j is given',
    async (given) => {
      const { call, sandbox } = await toolBench();
      const overview = await call(getWorkspaceOverview, { workspace_name: given });
      expect(overview.count).toBe(3);
      expect(overview.results[0]).toMatchObject({
        name: 'checkout-prod',
        role: 'admin',
        open_issues: { all: expect.any(Number) },
      });
      const first = overview.results.map(
        (row: { open_issues: Record<string, number> }) => row.open_issues['1'],
      );
      expect(first).toEqual(first.toSorted((one: number, other: number) => other - one));
      const severe = [...sandbox.world.workspaces.get('checkout-prod')!.issues.values()].filter(
        ({ openSince, severity }) => openSince && severity === 1,
      );
      expect(first[0]).toBe(severe.length);
    },
  );

  test('means the default workspace where the server has one, and all with *', async () => {
    const { call } = await toolBench({ environment: { DEFAULT_WORKSPACE: 'data-lake' } });
    expect(await call(getWorkspaceOverview, {})).toMatchObject({ workspace_name: 'data-lake' });
    expect(await call(getWorkspaceOverview, { workspace_name: '*' })).toMatchObject({ count: 3 });
  });

  test('shows a workspace whose issues cannot be read with the count of the list, and why', async () => {
    const { call, sandbox } = await toolBench();
    sandbox.faults.add({ path: /data-lake\/issues$/, status: 403 });
    const { results, notes } = await call(getWorkspaceOverview, {});
    const row = results.find(({ name }: { name: string }) => name === 'data-lake');
    expect(Object.keys(row.open_issues)).toEqual(['all']);
    expect(notes[0]).toContain('data-lake');
  });

  test('counts by severity in the 25 workspaces with most issues only, and says so', async () => {
    const { call, sandbox } = await toolBench();
    const [first] = sandbox.world.workspaces.values();
    for (let index = 0; index < 30; index += 1)
      sandbox.world.workspaces.set(`w-${index}`, { ...first!, id: 800_000 + index, name: `w-${index}` });
    const { count, notes } = await call(getWorkspaceOverview, {});
    expect(count).toBe(33);
    expect(notes[0]).toContain('25');
    const asked = sandbox.requests.filter(({ path }) => path.endsWith('/issues'));
    expect(asked).toHaveLength(100);
  });
});
