import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { type CheckedSandbox, startCheckedSandbox } from '../../contract/checked-sandbox.ts';
import { requester, until } from '../requests.ts';

const W3 = '/api/v3/workspaces/checkout-prod';
const SESSIONS = `${W3}/runsessions`;
const UNRESOLVED = '${TASK_TITLE}';

let sandbox: CheckedSandbox;
const send = requester(() => sandbox);
beforeAll(async () => {
  sandbox = await startCheckedSandbox();
});
afterAll(() => sandbox.close());

const start = (slx: string, more: object = {}, session: object = {}, workspace = 'checkout-prod') =>
  send('POST', `/api/v3/workspaces/${workspace}/runsessions`, {
    body: { source: 'direct', ...session, runRequests: [{ slxName: `${workspace}--${slx}`, ...more }] },
  });

/** Runs an SLX to its end, and gives its run request. */
async function run(slx: string, more: object = {}, workspace = 'checkout-prod') {
  const { status, body } = await start(slx, more, {}, workspace);
  expect(status).toBe(201);
  const session = await until(
    async () => (await send('GET', `/api/v3/workspaces/${workspace}/runsessions/${body.id}`)).body,
    ({ runRequests }) =>
      runRequests.every((request: { responseTime: string | null }) => request.responseTime),
  );
  return session.runRequests[0];
}

async function openIssues(slx: string) {
  const { body } = await send('GET', `${W3}/issues?closed=false&limit=250`);
  return body.results.filter((issue: { slxName: string }) => issue.slxName === `checkout-prod--${slx}`);
}

describe('starting a run', () => {
  test('answers at once, with a run request that is pending', async () => {
    const { status, body } = await start('debugslx', { taskTitles: ['*'] });
    expect(status).toBe(201);
    expect(body).toMatchObject({ source: 'direct', active: true, requestCount: 1 });
    expect(body.runRequests[0]).toMatchObject({
      status: 'pending',
      responseTime: null,
      taskTitles: '*',
      issues: [],
    });
  });

  test('its session is the first in the list', async () => {
    const { body } = await start('debugslx');
    expect((await send('GET', `${SESSIONS}?page-size=1`)).body.results[0].id).toBe(body.id);
  });

  test.each([
    ['a short name', 'cart-api-pods'],
    ['another workspace’s SLX', 'data-lake--lake-daily-cost'],
    ['an unknown SLX', 'checkout-prod--nothing'],
  ])('of %s is a 404 that names it', async (_what, slxName) => {
    const { status, body } = await send('POST', SESSIONS, { body: { runRequests: [{ slxName }] } });
    expect(status).toBe(404);
    expect(body.detail).toContain(slxName);
  });

  test('without a run request is a 422', async () => {
    expect((await send('POST', SESSIONS, { body: { runRequests: [] } })).status).toBe(422);
  });

  test('from an alert takes the alert’s id', async () => {
    const { status, body } = await start('debugslx', {}, { source: 'sli_alert' });
    expect([status, body.detail[0].loc]).toEqual([422, ['body', 'alertId']]);
  });

  test('from a second alert on the same SLX joins the session of the first', async () => {
    const alert = { source: 'sli_alert', alertId: 1 };
    const first = await start('servicebus-notifications-backlog', {}, alert);
    const second = await start('servicebus-notifications-backlog', {}, alert);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toMatchObject({ id: first.body.id, requestCount: 2 });
  });

  test('is a 503 where scripts are not executed', async () => {
    const quiet = await startSandbox({ executeScripts: false });
    const body = { runRequests: [{ slxName: 'checkout-prod--debugslx' }] };
    const { status, body: answer } = await requester(() => quiet)('POST', SESSIONS, { body });
    await quiet.close();
    expect([status, answer]).toEqual([503, { detail: 'This sandbox does not execute scripts.' }]);
  });
});

describe('a finished run', () => {
  test('has the unresolved title among the passed ones, and what it found', async () => {
    const request = await run('rds-payments-connections', { taskTitles: [UNRESOLVED] });
    expect(request).toMatchObject({
      status: 'completed',
      passedTitles: UNRESOLVED,
      failedTitles: '',
      skippedTitles: '',
      resolvedTaskTitles: 'Check Connections of RDS Instance payments-db',
      issues: [
        { title: 'RDS instance payments-db uses 487 of 500 connections (97%)', severity: 2, closed: false },
      ],
    });
  });

  test('asked for by its resolved title ran nothing', async () => {
    const request = await run('cart-api-pods', { taskTitles: ['Check Pod Restarts of Deployment cart-api'] });
    expect([request.passedTitles, request.failedTitles, request.issues]).toEqual(['', '', []]);
  });

  test('of a script that breaks the contract has failed, and says why', async () => {
    const request = await run('nightly-invoice-export', {}, 'pay-core-7');
    expect([request.passedTitles, request.failedTitles]).toEqual(['', UNRESOLVED]);
    expect(request.errors).toContain('dict');
  });

  test('can be read line by line, as issues, as output and as a log', async () => {
    const request = await run('sqs-order-events-dlq');
    const runs = `${W3}/slxs/sqs-order-events-dlq/runbook/runs`;
    const read = async (what: string) => (await send('GET', `${runs}/${request.id}${what}`)).body;
    const [stdout, , issue] = await read('/report');
    expect(stdout.obj).toBe(
      'Command stdout: order-events-dlq: 37 messages wait, oldest 164 minutes, limit 0\n',
    );
    expect(issue).toMatchObject({ fmt: 'issue', obj: { title: 'Queue order-events-dlq holds 37 messages' } });
    expect(await read('/issues')).toMatchObject({ total: 1, issues: [{ severity: '3' }] });
    expect((await read('/output')).output.suite.tasks).toEqual([{ name: UNRESOLVED, status: 'PASS' }]);
    expect(await read('')).toMatchObject({ isCompleted: true, isPending: false, taskTitles: '*' });
    expect((await send('GET', `${runs}?limit=1`)).body.results[0].id).toBe(request.id);
    expect((await send('GET', `${W3}/run-requests/${request.id}/log`)).body).toContain('<html');
  });

  test('leaves files that anyone can fetch with the signature, and no one without', async () => {
    const { reportFile } = await run('rds-payments-backup');
    const signed = await fetch(reportFile);
    expect(await signed.text()).toContain('Latest backup of RDS instance payments-db: 9 hours old');
    const forged = new URL(reportFile);
    forged.searchParams.set('X-Signature', 'x');
    expect((await fetch(forged)).status).toBe(403);
  });

  test('is known to its runbook', async () => {
    await run('rds-payments-storage');
    const { body } = await send('GET', `${W3}/slxs/rds-payments-storage/runbook`);
    expect(body).toMatchObject({ lastRunCode: 'successful', lastRunAt: expect.any(String) });
  });
});

describe('issues of a run', () => {
  test('that were open already get another occurrence', async () => {
    const [before] = await openIssues('checkout-api-replicas');
    await run('checkout-api-replicas');
    const [after, ...others] = await openIssues('checkout-api-replicas');
    expect(others).toEqual([]);
    expect(after).toMatchObject({ id: before.id, totalOccurrenceCount: before.totalOccurrenceCount + 1 });
  });

  test('are resolved by a clean rerun, and come back as the same issue', async () => {
    const [before] = await openIssues('checkout-api-pods');
    await run('checkout-api-pods', { runtimeVarOverrides: { RESTART_THRESHOLD: '50' } });
    expect(await openIssues('checkout-api-pods')).toEqual([]);
    expect((await send('GET', `${W3}/issues/${before.id}`)).body).toMatchObject({ closedByType: 'auto' });
    await run('checkout-api-pods');
    const [again] = await openIssues('checkout-api-pods');
    expect(again).toMatchObject({ id: before.id, openOccurrenceCount: 1 });
  });

  test('that are ignored stay so', async () => {
    const [issue] = await openIssues('gce-analytics-disk');
    await send('PATCH', `${W3}/issues/${issue.id}/ignore`, {
      body: { ignored_until: '2099-01-01T00:00:00Z' },
    });
    await run('gce-analytics-disk');
    expect((await send('GET', `${W3}/issues/${issue.id}`)).body.openSince).toBeNull();
  });
});

describe('runtime variables', () => {
  test('reach the script', async () => {
    const { issues } = await run('keyvault-checkout-expiry', { runtimeVarOverrides: { WARN_DAYS: '7' } });
    expect(issues.map((issue: { title: string }) => issue.title)).toEqual([
      'psp-signing-key in kv-checkout-prod expires in 6 days',
    ]);
  });

  test.each([
    ['an unknown name', 'keyvault-checkout-expiry', { DAYS: '7' }, "runtime_var 'DAYS'"],
    [
      'a value outside the enum',
      'keyvault-checkout-expiry',
      { WARN_DAYS: '8' },
      "'8' is not one of 7, 14, 30, 60",
    ],
    ['a value that does not match', 'checkout-api-pods', { RESTART_THRESHOLD: '5; rm' }, 'does not match'],
    ['a name where none is declared', 'cart-api-pods', { APP: 'x' }, 'runtimeVarsProvided'],
  ])('with %s are a 400 that says so, and nothing runs', async (_what, slx, runtimeVarOverrides, problem) => {
    const before = (await send('GET', SESSIONS)).body.count;
    const { status, body } = await start(slx, { runtimeVarOverrides });
    expect(status).toBe(400);
    expect(body.detail).toContain(problem);
    expect((await send('GET', SESSIONS)).body.count).toBe(before);
  });
});

describe('run sessions', () => {
  test('are paged by page and page-size', async () => {
    const all = (await send('GET', SESSIONS)).body;
    const second = (await send('GET', `${SESSIONS}?page=2&page-size=3`)).body;
    expect(second.results.map(({ id }: { id: number }) => id)).toEqual(
      all.results.slice(3, 6).map(({ id }: { id: number }) => id),
    );
    expect([second.limit, second.offset, second.count]).toEqual([3, 3, all.count]);
    expect(new URL(second.next).searchParams.get('page')).toBe('3');
    expect(new URL(second.previous).searchParams.get('page')).toBe('1');
  });

  test('are filtered by activity, time and runbook', async () => {
    const count = async (query: string) => (await send('GET', `${SESSIONS}?${query}`)).body.count;
    const name = 'runrequest__runbook__name=checkout-prod--gce-analytics-disk';
    expect(await count(`active=false&${name}`)).toBe(1);
    expect(await count('created__gte=2099-01-01T00:00:00Z')).toBe(0);
  });

  test('are searched by time, source and resource', async () => {
    const body = { timeStart: '2020-01-01T00:00:00Z', timeEnd: '2099-01-01T00:00:00Z' };
    const search = (more: object) => send('POST', `${SESSIONS}/search`, { body: { ...body, ...more } });
    const { body: found } = await search({ sources: ['webhook'], resourcePaths: ['gcp/'] });
    expect(found.results).toMatchObject([{ source: 'webhook', occurrenceCount: 1 }]);
    expect((await search({ pageSize: 101 })).status).toBe(422);
    const { body: sources } = await send('GET', `${SESSIONS}/search/sources`);
    expect(sources.sources.map(({ value }: { value: string }) => value)).toContain('webhook');
  });

  test('can be ended and annotated', async () => {
    const { body } = await start('debugslx');
    const patch = { active: false, notes: 'Enough.' };
    expect((await send('PATCH', `${SESSIONS}/${body.id}`, { body: patch })).body).toMatchObject(patch);
  });
});
