import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CheckedSandbox, startCheckedSandbox } from '../../contract/checked-sandbox.ts';
import { requester, until } from '../requests.ts';

const W3 = '/api/v3/workspaces/checkout-prod';

let sandbox: CheckedSandbox;
const send = requester(() => sandbox);
beforeAll(async () => {
  sandbox = await startCheckedSandbox();
});
afterAll(() => sandbox.close());

/** Runs an SLX to its end, and gives the titles of what it found. */
async function found(slx: string, runtimeVarOverrides: Record<string, string> = {}): Promise<string[]> {
  const { body } = await send('POST', `${W3}/runsessions`, {
    body: { source: 'direct', runRequests: [{ slxName: `checkout-prod--${slx}`, runtimeVarOverrides }] },
  });
  const session = await until(
    async () => (await send('GET', `${W3}/runsessions/${body.id}`)).body,
    ({ runRequests }) => runRequests[0].responseTime,
  );
  expect(session.runRequests[0].failedTitles).toBe('');
  return session.runRequests[0].issues.map(({ title }: { title: string }) => title);
}

const measured = async (slx: string) =>
  (await send('GET', `${W3}/slxs/${slx}/metrics?types=sli`)).body.sli.recent.value;

const openIssues = async (slx: string) =>
  [...sandbox.world.workspaces.get('checkout-prod')!.issues.values()].filter(
    ({ slxShortName, openSince }) => slxShortName === slx && openSince,
  );

test('more of what is wrong makes it worse', async () => {
  expect(await found('payments-api-pool-size', { POOL_SIZE: '80' })).toEqual([]);
  expect(await found('rds-payments-connections')).toEqual([
    'RDS instance payments-db uses 500 of 500 connections (100%)',
  ]);
  expect(await measured('checkout-api-pods')).toBeLessThan(0.5);
});

test('mending the cause mends the symptoms, and the measures follow', async () => {
  expect(await found('payments-api-pool-size')).toEqual([]);
  await until(
    async () => [await measured('checkout-api-pods'), await measured('rds-payments-connections')],
    ([pods, connections]) => pods === 1 && connections === 1,
  );
  expect(await found('checkout-api-pods')).toEqual([]);
});

test('an issue stays open until its check has run again; a known symptom stays', async () => {
  expect(await openIssues('payments-api-db-pool')).toHaveLength(1);
  expect(await found('payments-api-db-pool')).toEqual([]);
  expect(await openIssues('payments-api-db-pool')).toEqual([]);
  expect(await found('checkout-namespace-events')).toEqual([
    '2 warning events in namespace checkout within the last hour',
  ]);
});

test('a task that was committed anew changes nothing, whatever it is called', async () => {
  const { runbook } = sandbox.world.workspaces.get('checkout-prod')!.slxs.get('order-events-redrive')!;
  const { slxId, codeBundleRepoUrl, codeBundleRef, codeBundlePath, configProvided, secretsProvided } =
    runbook!;
  const { status } = await send('POST', '/api/v4/workspaces/checkout-prod/runbooks/sync-typed', {
    body: {
      payload: { slxId, codeBundleRepoUrl, codeBundleRef, codeBundlePath, configProvided, secretsProvided },
    },
  });
  expect(status).toBe(200);
  expect(await found('order-events-redrive')).toEqual([]);
  expect(await found('sqs-order-events-dlq')).toEqual(['Queue order-events-dlq holds 37 messages']);
});
