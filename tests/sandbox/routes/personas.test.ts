import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { requester } from '../requests.ts';

const PERSONAS = '/api/v4/workspaces/checkout-prod/personas';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const call = requester(() => sandbox);
const send = (method: string, path: string, body?: unknown) => call(method, `${PERSONAS}${path}`, { body });
const sync = (payload: object, more: object = {}) => send('POST', '/sync-typed', { payload, ...more });

test('a sync takes the short and the full name, and fills in defaults', async () => {
  expect((await sync({ name: 'azure-devops' })).status).toBe(200);
  expect((await sync({ name: 'checkout-prod--azure-devops', description: 'CI' })).status).toBe(200);
  const { body } = await send('GET', '/azure-devops');
  expect(body).toMatchObject({
    name: 'checkout-prod--azure-devops',
    shortName: 'azure-devops',
    description: 'CI',
    filterConfidenceThreshold: 0.5,
    runConfidenceThreshold: 0.95,
    searchFilters: {},
  });
});

test('a sync replaces everything: what it leaves out is reset', async () => {
  await sync({ name: 'forgetful', description: 'first', runConfidenceThreshold: 0.7 });
  await sync({ name: 'forgetful', fullName: 'Forgetful' });
  expect((await send('GET', '/forgetful')).body).toMatchObject({
    description: null,
    runConfidenceThreshold: 0.95,
  });
});

test('an unknown key beside the payload is a 422, one inside it is dropped', async () => {
  const refused = await sync({ name: 'strict' }, { modified_by: 'me' });
  expect(refused.status).toBe(422);
  expect(refused.body.detail[0]).toMatchObject({ type: 'extra_forbidden', loc: ['body', 'modified_by'] });
  expect((await sync({ name: 'lenient', colour: 'red' })).status).toBe(200);
  expect((await send('GET', '/lenient')).body).not.toHaveProperty('colour');
});

test.each([
  ['a null list', { name: 'nulls', filterStopWords: null }],
  ['a name that is not kebab-case', { name: 'Azure DevOps' }],
  ['another workspace’s prefix', { name: 'pay-core-7--azure' }],
])('%s is refused', async (_, payload) => {
  expect((await sync(payload)).status).toBe(422);
});

test('a deleted one is gone, and the answer is a 200', async () => {
  await sync({ name: 'short-lived' });
  expect((await send('DELETE', '/short-lived')).status).toBe(200);
  expect((await send('GET', '/short-lived')).status).toBe(404);
});

test('a reader cannot write', async () => {
  const body = { payload: { name: 'mine' } };
  expect((await call('POST', `${PERSONAS}/sync-typed`, { body, as: 'readonly' })).status).toBe(403);
});
