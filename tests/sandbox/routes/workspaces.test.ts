import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CheckedSandbox, startCheckedSandbox } from '../../contract/checked-sandbox.ts';
import { requester } from '../requests.ts';

const W3 = '/api/v3/workspaces/checkout-prod';

let sandbox: CheckedSandbox;
const send = requester(() => sandbox);
beforeAll(async () => {
  sandbox = await startCheckedSandbox();
});
afterAll(() => sandbox.close());

describe('workspaces', () => {
  test('have short and display names, and the caller’s role', async () => {
    const { body } = await send('GET', '/api/v3/workspaces');
    const rows = body.results.map(({ name, alias, userRole }: Record<string, string>) => [
      name,
      alias,
      userRole,
    ]);
    expect(rows).toEqual([
      ['checkout-prod', 'Checkout (production)', 'admin'],
      ['pay-core-7', 'Payments Platform (staging)', 'readwrite'],
      ['data-lake', 'Data Lake', 'readonly'],
    ]);
  });

  test('list their SLXs only in detail', async () => {
    const [plain, detailed] = await Promise.all([send('GET', W3), send('GET', `${W3}?detail=true`)]);
    expect(plain.body).not.toHaveProperty('slxs');
    expect(detailed.body.slxs.map((slx: { shortName: string }) => slx.shortName)).toContain(
      'checkout-api-pods',
    );
  });

  test('count their open issues', async () => {
    const { body } = await send('GET', W3);
    expect(body.openIssuesCount).toBe((await send('GET', `${W3}/issues?closed=false`)).body.count);
  });
});

describe('the configuration index', () => {
  test('names each SLX with its tasks, its place and its resources', async () => {
    const { body } = await send('GET', `${W3}/workspace-configuration-index`);
    const slx = body.slxs.find(({ shortName }: { shortName: string }) => shortName === 'checkout-api-pods');
    expect(slx).toMatchObject({
      tasks: ['Check Pod Restarts of Deployment checkout-api'],
      resourcePath: 'kubernetes/prod-eu-1/checkout/checkout-api',
      hierarchy: ['kubernetes', 'prod-eu-1', 'checkout', 'checkout-api'],
    });
    expect(body.entities.rds).toEqual([expect.objectContaining({ name: 'payments-db', platform: 'aws' })]);
  });
});

describe('task search', () => {
  const search = async (body: object) => (await send('POST', `${W3}/task-search`, { body })).body;
  const names = (found: { tasks: { slxShortName: string }[] }) =>
    found.tasks.map((task) => task.slxShortName);

  test('finds tasks by keyword, the best first', async () => {
    expect(names(await search({ query: 'RDS connections' }))[0]).toBe('rds-payments-connections');
  });

  test('keeps within the SLXs of its scope', async () => {
    const scope = ['cart-api-pods', 'checkout-api-pods'];
    expect(names(await search({ query: ['pods'], scope })).sort()).toEqual(scope);
  });

  test('finds nothing for words that nothing has', async () => {
    expect(await search({ query: 'zebra' })).toEqual({ tasks: [], count: 0 });
  });

  test('takes a persona by short or full name, and no unknown one', async () => {
    expect(await search({ query: 'pods', persona: 'checkout-prod--eager-edgar' })).toHaveProperty('tasks');
    const { status } = await send('POST', `${W3}/task-search`, {
      body: { query: 'pods', persona: 'nobody' },
    });
    expect(status).toBe(404);
  });
});

describe('what the platform counts', () => {
  test('the search scope marks SLXs with open issues', async () => {
    const { body } = await send('GET', `${W3}/search-scope`);
    const firing = (name: string) =>
      body.slxs.find(({ shortName }: { shortName: string }) => shortName === name).firingAlerts;
    expect([firing('checkout-api-pods'), firing('cart-api-pods')]).toEqual([true, false]);
    expect(body.slxGroups[0]).toMatchObject({ name: 'kubernetes/prod-eu-1', firingAlerts: true });
  });

  test('the resources with the most issues come first, as many as were asked for', async () => {
    const { body } = await send('GET', `${W3}/top-issue-resources?hours=168&limit=2`);
    expect(
      body.resources.map(({ path, issueCount }: { path: string; issueCount: number }) => [path, issueCount]),
    ).toEqual([
      ['kubernetes/prod-eu-1/checkout/checkout-api', 3],
      ['kubernetes/prod-eu-1/checkout/payments-api', 2],
    ]);
  });

  test('autocomplete offers names that hold what was typed', async () => {
    const { body } = await send('POST', `${W3}/autocomplete`, { body: { query: 'ledger' } });
    const { body: found } = await send('POST', `${W3}/autocomplete`, { body: { query: 'KEY VAULT' } });
    expect([body.suggestions, found.suggestions]).toEqual([[], ['Key Vault Secret Expiry']]);
  });
});
