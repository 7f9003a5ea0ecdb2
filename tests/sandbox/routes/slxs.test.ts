import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CheckedSandbox, startCheckedSandbox } from '../../contract/checked-sandbox.ts';
import { requester } from '../requests.ts';

const W3 = '/api/v3/workspaces/checkout-prod';
const W4 = '/api/v4/workspaces/checkout-prod';

let sandbox: CheckedSandbox;
const send = requester(() => sandbox);
beforeAll(async () => {
  sandbox = await startCheckedSandbox({ slxs: 1234 });
});
afterAll(() => sandbox.close());

interface Slx {
  shortName: string;
  alias: string;
  tags: { name: string; value: string }[];
}

async function names(query: string): Promise<string[]> {
  return (await send('GET', `${W3}/slxs?${query}`)).body.results.map((slx: Slx) => slx.shortName);
}

describe('the SLX lists', () => {
  test('hold as many SLXs as were asked for, the seeded ones first', async () => {
    const { body } = await send('GET', `${W4}/slxs?limit=1`);
    expect([body.count, body.results[0].shortName]).toEqual([1234, 'checkout-api-pods']);
  });

  test('give every SLX once over all pages', async () => {
    const seen: string[] = [];
    for (let offset = 0; offset < 1234; offset += 500) {
      const { body } = await send('GET', `${W4}/slxs?limit=500&offset=${offset}`);
      seen.push(...body.results.map((slx: Slx) => slx.shortName));
      expect([body.next !== null, body.previous !== null]).toEqual([offset < 1000, offset > 0]);
    }
    expect([seen.length, new Set(seen).size]).toEqual([1234, 1234]);
  });

  test('answer an empty page past the end', async () => {
    const { body } = await send('GET', `${W3}/slxs?offset=5000`);
    expect([body.results, body.next, body.count]).toEqual([[], null, 1234]);
  });

  test.each([
    ['search=CHECKOUT%20API', ['checkout-api-pods', 'checkout-api-replicas', 'checkout-autoscaler']],
    ['tags=keyvault&tags=platform:azure', ['keyvault-checkout-expiry', 'servicebus-notifications-backlog']],
    ['resource_path_prefix=aws/447102958831/eu-west-1/sqs', ['sqs-order-events-dlq', 'order-events-redrive']],
    ['resource_type=ingress', ['checkout-ingress-errors']],
    ['owners=nobody@example.com', []],
  ])('with %s keep what matches', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });
});

describe('one SLX', () => {
  test('has the same facts in v3 and v4 under each one’s names', async () => {
    const v3 = (await send('GET', `${W3}/slxs/gce-analytics-disk`)).body;
    const v4 = (await send('GET', `${W4}/slxs/gce-analytics-disk`)).body;
    expect(v3.name).toBe('checkout-prod--gce-analytics-disk');
    expect([v4.name, v4.workspaceId, v4.createdAt, v4.imageUrl]).toEqual([
      v3.name,
      v3.workspace,
      v3.created,
      v3.imageURL,
    ]);
    expect(v4.runbook.runnerUuid).toBe(v3.runbook.runnerUUID);
    expect(v3.spec.additionalContext).toEqual({
      resourcePath: 'gcp/checkout-analytics/europe-west1/compute/analytics-ingest-0',
      hierarchy: ['platform', 'region', 'service', 'resource_name'],
    });
  });

  test('has a runbook that says where it runs, from what, and which tasks it has', async () => {
    const { body } = await send('GET', `${W3}/slxs/rds-payments-connections/runbook`);
    expect(body).toMatchObject({
      resolvedTasks: ['Check Connections of RDS Instance payments-db'],
      spec: {
        location: 'checkout-prod-eu',
        codeBundle: { ref: 'main', pathToRobot: 'codebundles/tool-builder/runbook.robot' },
        secretsProvided: [{ name: 'aws_credentials', workspaceKey: 'aws:irsa@cli' }],
      },
    });
  });

  test.each(['slxs/none', 'slxs/none/runbook'])('%s is a 404', async (path) => {
    expect((await send('GET', `${W3}/${path}`)).status).toBe(404);
  });

  test('without an SLI has none to read', async () => {
    expect((await send('GET', `${W4}/slxs/checkout-api-replicas/sli`)).status).toBe(404);
    expect((await send('GET', `${W4}/slxs/checkout-api-pods/sli`)).body.recent.value).toBe(0.3333);
  });

  test('deleted by its short name is gone, and a second time not found', async () => {
    const remove = () => send('DELETE', `${W4}/slxs/stock-00004-replicas`);
    expect((await remove()).body).toMatchObject({
      status: 'deleted',
      name: 'checkout-prod--stock-00004-replicas',
    });
    expect((await send('GET', `${W3}/slxs/stock-00004-replicas`)).status).toBe(404);
    expect(await remove()).toMatchObject({ status: 200, body: { status: 'not_found', resource_id: null } });
  });
});
