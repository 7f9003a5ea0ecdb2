import { describe, expect, test } from 'vitest';
import { getIssueDetails } from '../../../src/tools/issues/get-issue-details.ts';
import { getWorkspaceIssues } from '../../../src/tools/issues/get-workspace-issues.ts';
import { toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';

interface Row {
  id: number;
  severity: number;
  title: string;
  slxName: string;
  openSince: string;
  latestOccurrenceAt: string;
  closedAt?: string;
  nextSteps?: string;
}

async function list(args: Record<string, unknown> = {}) {
  const bench = await toolBench();
  const reply: { count: number; results: Row[]; next_offset?: number; note?: string } = await bench.call(
    getWorkspaceIssues,
    { workspace_name, ...args },
  );
  const [asked] = bench.sandbox.requests.filter(({ path }) => path.endsWith('/issues'));
  return { ...reply, query: asked!.query, bench };
}

describe('get_workspace_issues', () => {
  test('lists the open ones, the worst first, among equals the latest first', async () => {
    const { count, results, bench } = await list();
    const open = [...bench.sandbox.world.workspaces.get(workspace_name)!.issues.values()].filter(
      ({ closedAt }) => closedAt === null,
    );
    expect(count).toBe(open.length);
    expect(new Set(results.map(({ id }) => id))).toEqual(new Set(open.map(({ id }) => id)));
    const keys = results.map(({ severity, latestOccurrenceAt }) => [
      severity,
      -Date.parse(latestOccurrenceAt),
    ]);
    expect(keys).toEqual(keys.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
    expect(results[0]!.severity).toBe(1);
  });

  test.each([
    ['latest', ({ latestOccurrenceAt }: Row) => -Date.parse(latestOccurrenceAt)],
    ['unseen', ({ latestOccurrenceAt }: Row) => Date.parse(latestOccurrenceAt)],
    ['longest_open', ({ openSince }: Row) => Date.parse(openSince)],
  ])('sorts by %s before it cuts', async (sort, keyOf) => {
    const all = (await list()).results;
    const { count, results } = await list({ sort, limit: 4 });
    expect(count).toBe(all.length);
    const keys = all.map(keyOf).toSorted((one, other) => one - other);
    const spread = (of: number[]) => of.map((key) => Math.round((key - of[0]!) / 1000));
    expect(spread(results.map(keyOf))).toEqual(spread(keys.slice(0, 4)));
  });

  test('shows of each what tells whether to look closer', async () => {
    const [row] = (await list({ search: 'crash-looping' })).results;
    expect(row).toEqual({
      id: expect.any(Number),
      severity: 1,
      title: 'checkout-api pods are crash-looping in namespace checkout: 4 of 6',
      slxName: 'checkout-prod--checkout-api-pods',
      openSince: expect.any(String),
      latestOccurrenceAt: expect.any(String),
      openOccurrenceCount: 4,
      nextSteps: expect.stringContaining('kubectl logs'),
    });
    expect(row!.nextSteps!.length).toBeLessThanOrEqual(200);
  });

  test('narrows to one severity', async () => {
    const { results, query } = await list({ severity: 3 });
    expect(results.length).toBeGreaterThan(1);
    expect(results.every(({ severity }) => severity === 3)).toBe(true);
    expect(query.getAll('severity')).toEqual(['3']);
  });

  test('narrows to a severity and what is worse', async () => {
    const { results, query } = await list({ severity: 2, or_worse: true });
    expect(new Set(results.map(({ severity }) => severity))).toEqual(new Set([1, 2]));
    expect(query.getAll('severity')).toEqual(['1', '2']);
  });

  test('lists what is ignored apart from what is open', async () => {
    const bench = await toolBench();
    const { issues } = bench.sandbox.world.workspaces.get(workspace_name)!;
    const [one] = [...issues.values()].filter(({ openSince }) => openSince !== null);
    const ignoredUntil = new Date(Date.now() + 3_600_000).toISOString();
    const before = await bench.call(getWorkspaceIssues, { workspace_name });
    Object.assign(one!, { openSince: null, ignoredUntil });
    const open = await bench.call(getWorkspaceIssues, { workspace_name });
    expect(open.count).toBe(before.count - 1);
    expect(open.results.map(({ id }: Row) => id)).not.toContain(one!.id);
    const ignored = await bench.call(getWorkspaceIssues, { workspace_name, state: 'ignored' });
    expect(ignored).toMatchObject({ count: 1, results: [{ id: one!.id, ignoredUntil }] });
    Object.assign(one!, { ignoredUntil: new Date(Date.now() - 1000).toISOString() });
    expect(await bench.call(getWorkspaceIssues, { workspace_name, state: 'ignored' })).toMatchObject({
      count: 0,
    });
  });

  test('takes the severity as text, as some models write it', async () => {
    expect((await list({ severity: '1' })).results.every(({ severity }) => severity === 1)).toBe(true);
  });

  test('narrows to what was seen since', async () => {
    const { results, query } = await list({ since: '2h' });
    const all = (await list()).results;
    expect(results.length).toBeGreaterThan(0);
    expect(results.length).toBeLessThan(all.length);
    const limit = Date.now() - 2 * 3_600_000;
    expect(results.every(({ latestOccurrenceAt }) => Date.parse(latestOccurrenceAt) > limit - 60_000)).toBe(
      true,
    );
    expect(query.get('latest_occurrence_at__gte')).toMatch(/^\d{4}-.*Z$/);
  });

  test.each([
    ['closed', (rows: Row[]) => rows.every(({ closedAt }) => closedAt !== undefined)],
    ['all', (rows: Row[]) => new Set(rows.map(({ closedAt }) => closedAt === undefined)).size === 2],
  ])('lists those that are %s', async (state, holds) => {
    const { results } = await list({ state });
    expect(results.length).toBeGreaterThan(0);
    expect(holds(results)).toBe(true);
  });

  test('narrows closed ones to what was closed since, however long ago it was seen', async () => {
    const limit = new Date(Date.now() - 97 * 3_600_000).toISOString();
    const all = (await list({ state: 'closed' })).results;
    const { results, query } = await list({ state: 'closed', since: '97h' });
    expect(results.map(({ title }) => title)).toEqual(
      all.filter(({ closedAt }) => closedAt! > limit).map(({ title }) => title),
    );
    expect(results.some(({ latestOccurrenceAt }) => latestOccurrenceAt < limit)).toBe(true);
    expect(query.has('latest_occurrence_at__gte')).toBe(false);
    expect(await list({ state: 'closed', since: '1m' })).toMatchObject({
      notes: [expect.stringMatching(/^No issue closed since 1m\. /)],
      count: 0,
    });
  });

  test('combines its filters', async () => {
    const { results } = await list({ severity: 2, search: 'payments', since: '7d' });
    expect(results.length).toBeGreaterThan(0);
    expect(results.every(({ severity }) => severity === 2)).toBe(true);
  });

  test('hands out pages that together are the whole list', async () => {
    const whole = (await list()).results.map(({ title }) => title);
    const first = await list({ limit: 4 });
    expect(first).toMatchObject({ count: whole.length, next_offset: 4 });
    expect(first.note).toContain('offset 4');
    const second = await list({ limit: 4, offset: first.next_offset });
    expect([...first.results, ...second.results].map(({ title }) => title)).toEqual(whole.slice(0, 8));
    expect(await list({ offset: whole.length - 1 })).not.toHaveProperty('next_offset');
  });

  test('refuses a time that it does not understand, with examples', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(getWorkspaceIssues, { workspace_name, since: 'yesterday' });
    expect(error).toMatchObject({
      code: 'invalid_arguments',
      message: expect.stringContaining('"yesterday"'),
    });
    expect(error.hint).toContain('24h');
  });

  test.each([
    { severity: 0 },
    { severity: 5 },
    { severity: 'high' },
    { limit: 0 },
    { offset: -1 },
    { state: 'new' },
  ])('refuses %j', async (args) => {
    const { refusal, sandbox } = await toolBench();
    const error = await refusal(getWorkspaceIssues, { workspace_name, ...args });
    expect(error).toMatchObject({ code: 'invalid_arguments', detail: { fields: expect.any(Array) } });
    expect(sandbox.requests).toEqual([]);
  });

  test('says which argument was meant', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(getWorkspaceIssues, { workspace_name, severty: 1 });
    expect(error.message).toContain('did you mean severity?');
  });

  test('says what was looked for in vain, and what there is without it', async () => {
    const { call } = await toolBench();
    const none = await call(getWorkspaceIssues, {
      workspace_name,
      severity: 4,
      or_worse: true,
      search: 'zeppelin',
    });
    expect(none.count).toBe(0);
    expect(none.notes[0]).toMatch(
      /^No open issue with severity 4 or worse and with "zeppelin" in title or details\. Without filters there are \d+ open ones, and \d+ with state="all"\.$/,
    );
  });
});

describe('get_issue_details', () => {
  test('answers with the whole issue and its latest occurrences', async () => {
    const { bench, results } = await list({ search: 'crash-looping' });
    const issue = await bench.call(getIssueDetails, { workspace_name, issue_id: results[0]!.id });
    expect(issue).toMatchObject({ id: results[0]!.id, severity: 1, totalOccurrenceCount: 4 });
    expect(JSON.stringify(issue)).toContain('startup check failed');
    expect(issue.occurrenceTimestamps).toHaveLength(4);
    expect(issue).toHaveProperty('occurrenceTimestampsMeta');
  });

  test("asks the platform's model for a summary and next steps, says who said it, and tells progress", async () => {
    const { bench, results } = await list({ search: 'crash-looping' });
    const [{ id } = { id: 0 }] = results;
    const told: string[] = [];
    const issue = await bench.call(
      getIssueDetails,
      { workspace_name, issue_id: id, generate: ['summary', 'next_steps'] },
      { onProgress: (message) => told.push(message) },
    );
    expect(issue.generated.by).toContain('language model');
    expect(issue.generated.summary).toContain('crash-looping');
    expect(issue.generated.next_steps.length).toBeGreaterThan(1);
    expect(told).toHaveLength(1);
    const asked = bench.sandbox.requests.filter(({ path }) => path.includes('/generate-'));
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });

  test('asks the model only for what is named, and not at all otherwise', async () => {
    const { bench, results } = await list({ search: 'crash-looping' });
    const issue_id = results[0]!.id;
    const issue = await bench.call(getIssueDetails, { workspace_name, issue_id, generate: 'summary' });
    expect(Object.keys(issue.generated)).toEqual(['by', 'summary']);
    await bench.call(getIssueDetails, { workspace_name, issue_id });
    const asked = bench.sandbox.requests.filter(({ path }) => path.includes('/generate-'));
    expect(asked).toHaveLength(1);
  });

  test('shows the issue and a note where the platform has no model', async () => {
    const { bench, results } = await list({ search: 'crash-looping' });
    bench.sandbox.faults.add({ path: /generate-summary$/, status: 404 });
    const issue = await bench.call(getIssueDetails, {
      workspace_name,
      issue_id: results[0]!.id,
      generate: ['summary', 'next_steps'],
    });
    expect(issue).toMatchObject({ id: results[0]!.id, generated: { next_steps: expect.any(Array) } });
    expect(issue.notes).toEqual([expect.stringContaining('generated summary')]);
    expect(issue.generated).not.toHaveProperty('summary');
  });

  test('says that there is no such issue', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(getIssueDetails, { workspace_name, issue_id: 999_999 });
    expect(error).toMatchObject({ code: 'not_found', status: 404 });
  });
});
