import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CheckedSandbox, startCheckedSandbox } from '../../contract/checked-sandbox.ts';
import { requester } from '../requests.ts';

const ISSUES = '/api/v3/workspaces/checkout-prod/issues';
const POOL = 'payments-api exhausted its database connection pool: 412 times in 15 minutes';

let sandbox: CheckedSandbox;
const send = requester(() => sandbox);
beforeAll(async () => {
  sandbox = await startCheckedSandbox();
});
afterAll(() => sandbox.close());

interface Issue {
  id: number;
  title: string;
  severity: number;
  slxName: string;
  closedAt: string | null;
  openSince: string | null;
  latestOccurrenceAt: string;
  openOccurrenceCount: number;
  totalOccurrenceCount: number;
}

async function list(query: string): Promise<Issue[]> {
  return (await send('GET', `${ISSUES}?${query}`)).body.results;
}

const titled = async (title: string) => (await list(`search=${encodeURIComponent(title)}`))[0]?.id;
const hoursAgo = (hours: number) =>
  encodeURIComponent(new Date(Date.now() - hours * 3_600_000).toISOString());

describe('the issue list', () => {
  test('has the latest occurrence first, and echoes limit and offset', async () => {
    const { body } = await send('GET', `${ISSUES}?limit=3&offset=1`);
    const times = body.results.map((issue: Issue) => issue.latestOccurrenceAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(body).toMatchObject({ limit: 3, offset: 1 });
    expect(body.count).toBeGreaterThan(4);
  });

  test('its pages follow each other by next and end without one', async () => {
    const ids: number[] = [];
    let next: string | null = `${ISSUES}?limit=7`;
    while (next) {
      const { body } = await send('GET', next);
      ids.push(...body.results.map((issue: Issue) => issue.id));
      next = body.next;
    }
    expect(ids).toEqual((await list('limit=250')).map((issue) => issue.id));
  });

  test.each<[string, (issue: Issue) => boolean]>([
    ['severity=1', (issue) => issue.severity === 1],
    ['severity=1&severity=SEV3', (issue) => [1, 3].includes(issue.severity)],
    ['severity__in=2,sev4', (issue) => [2, 4].includes(issue.severity)],
    ['severity__gte=2&severity__lte=3', (issue) => [2, 3].includes(issue.severity)],
    ['closed=true', (issue) => issue.closedAt !== null],
    ['closed=false', (issue) => issue.closedAt === null],
    ['search=KEYVAULT', (issue) => issue.slxName === 'checkout-prod--keyvault-checkout-expiry'],
    [
      'task_title=Compare%20Daily%20Cost%20of%20Project%20checkout-analytics',
      ({ title }) => title.includes('cost'),
    ],
    ['open_occurrence_count__gte=4', (issue) => issue.openOccurrenceCount >= 4],
    ['total_occurrence_count__lte=1', (issue) => issue.totalOccurrenceCount <= 1],
  ])('%s keeps exactly those', async (query, fits) => {
    const all = await list('limit=250');
    const found = await list(`limit=250&${query}`);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map((issue) => issue.id)).toEqual(all.filter(fits).map((issue) => issue.id));
  });

  test('can be asked for by time', async () => {
    const recent = await list(`latest_occurrence_at__gte=${hoursAgo(1)}`);
    const old = await list(`created__lte=${hoursAgo(48)}`);
    expect(recent.some(({ title }) => title === POOL)).toBe(true);
    expect(old.some(({ title }) => title === POOL)).toBe(false);
  });

  test('has the texts of the latest occurrence only with details', async () => {
    const [[plain], [detailed]] = await Promise.all([list('limit=1'), list('limit=1&details=true')]);
    expect([plain && 'details' in plain, detailed && 'details' in detailed]).toEqual([false, true]);
  });
});

describe('one issue', () => {
  test('tells its occurrences in the window that is asked for, latest first or last', async () => {
    const id = await titled(POOL);
    const read = async (query: string) => (await send('GET', `${ISSUES}/${id}?${query}`)).body;
    const all = await read('include_occurrence_timestamps=true');
    const ids = (issue: { occurrenceTimestamps: { id: number }[] }) =>
      issue.occurrenceTimestamps.map((row) => row.id);
    expect(ids(all)).toHaveLength(5);
    expect(ids(await read('occurrence_from=2&occurrence_to=3'))).toEqual(ids(all).slice(1, 3));
    expect(ids(await read('occurrence_tail=2'))).toEqual(ids(all).slice(0, 2));
    expect(ids(await read('include_occurrence_timestamps=true&occurrence_order=asc'))).toEqual(
      ids(all).reverse(),
    );
    expect(await read('occurrence_tail=1&occurrence_fields=details')).toMatchObject({
      occurrenceTimestamps: [{ details: expect.stringContaining('412 log lines') }],
      occurrenceTimestampsMeta: { total: 5, returned: 1 },
    });
  });

  test('that does not exist is a 404', async () => {
    expect((await send('GET', `${ISSUES}/999999`)).body).toEqual({ detail: 'Issue 999999 not found' });
  });
});

describe('changing an issue', () => {
  test('an update changes what it names, and nothing else', async () => {
    const id = await titled('notice');
    expect(id).toBeUndefined();
    const [issue] = await list('search=receipt-mailer');
    await send('PATCH', `${ISSUES}/${issue?.id}`, {
      body: { severity: 3, next_steps: 'Look at the notice.' },
    });
    expect((await send('GET', `${ISSUES}/${issue?.id}`)).body).toMatchObject({
      title: issue?.title,
      severity: 3,
      nextSteps: 'Look at the notice.',
    });
    expect(await titled('notice')).toBe(issue?.id);
  });

  test('closing it empties the open count and says who did it', async () => {
    const id = await titled('psp-signing-key');
    const { body } = await send('PATCH', `${ISSUES}/${id}/close`, { body: { comment: 'rotated' } });
    expect(body).toMatchObject({ openSince: null, openOccurrenceCount: 0, closedByType: 'user' });
    expect((await list('closed=true')).map((issue) => issue.id)).toContain(id);
  });

  test('closing needs no body', async () => {
    const id = await titled('fraud-api-token');
    expect((await send('PATCH', `${ISSUES}/${id}/close`)).status).toBe(200);
  });

  test('ignoring it takes a time, and it is no longer open', async () => {
    const id = await titled('warning events');
    expect((await send('PATCH', `${ISSUES}/${id}/ignore`, { body: {} })).status).toBe(422);
    const body = { ignored_until: '2099-01-01T02:00:00+02:00' };
    expect((await send('PATCH', `${ISSUES}/${id}/ignore`, { body })).body).toMatchObject({
      ignoredUntil: '2099-01-01T00:00:00.000Z',
      openSince: null,
      openOccurrenceCount: 0,
    });
  });

  test('is summed up from its own facts, with steps that end in running its check again', async () => {
    const id = await titled(POOL);
    const { body } = await send('POST', `${ISSUES}/${id}/generate-summary`);
    expect(body).toMatchObject({ issue_id: id, summary: expect.stringContaining(POOL) });
    const { body: steps } = await send('POST', `${ISSUES}/${id}/generate-next-steps`);
    expect(steps.next_steps.at(-1)).toContain('payments-api-db-pool');
  });

  test('deleting it leaves nothing', async () => {
    const id = await titled('checkout-analytics cost');
    expect((await send('DELETE', `${ISSUES}/${id}`)).status).toBe(204);
    expect((await send('GET', `${ISSUES}/${id}`)).status).toBe(404);
  });
});
