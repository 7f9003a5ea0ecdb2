import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { requester } from '../requests.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const call = requester(() => sandbox);
const send = (version: 'v3' | 'v4', method: string, path = '', body?: unknown) =>
  call(method, `/api/${version}/workspaces/checkout-prod/notes${path}`, { body });

describe('v4', () => {
  test('a note is created, found, changed and deleted', async () => {
    const created = await send('v4', 'POST', '', { title: 'Quorum', content: 'Three brokers are enough.' });
    expect(created.status).toBe(201);
    const { noteId } = created.body;
    expect((await send('v4', 'GET', '?search=BROKERS')).body[0].noteId).toBe(noteId);
    const changed = await send('v4', 'PATCH', `/${noteId}`, { status: 'deprecated', verified: true });
    expect(changed.body).toMatchObject({ title: 'Quorum', status: 'deprecated', verified: true });
    expect((await send('v4', 'DELETE', `/${noteId}`)).status).toBe(204);
    expect((await send('v4', 'GET', `/${noteId}`)).body).toEqual({ detail: 'Note not found' });
  });

  test('a summary list has no content and is searched by title alone', async () => {
    const { body } = await send('v4', 'GET', '?view=summary&search=release');
    expect(body).toHaveLength(1);
    expect(body[0]).not.toHaveProperty('content');
    expect((await send('v4', 'GET', '?view=summary&search=pgbouncer')).body).toEqual([]);
  });

  test('enrichment wraps the list, and does not go with a summary', async () => {
    const { body } = await send('v4', 'GET', '?include_enrichment=true&limit=1');
    expect(body.results).toHaveLength(1);
    expect((await send('v4', 'GET', '?include_enrichment=true&view=summary')).status).toBe(400);
  });

  test.each([
    ['an unknown field', { content: 'x', verified: true }],
    ['no content', { title: 'x' }],
    ['content over the limit', { content: 'x'.repeat(20_001) }],
  ])('%s is refused', async (_, body) => {
    expect((await send('v4', 'POST', '', body)).status).toBe(422);
  });

  test('a selector links the note to the resources of the SLXs that carry its tags', async () => {
    const { body } = await send('v4', 'POST', '', {
      content: 'x',
      resourcePaths: ['custom/x'],
      resourceSelectors: [{ matchTags: { resource_name: 'cart-api' } }],
    });
    expect(body.resourceLinks).toContainEqual({
      resourcePath: 'custom/x',
      matchReason: 'explicit_path',
      matchedSelector: null,
    });
    expect(
      body.resourceLinks.filter(({ matchReason }: { matchReason: string }) => matchReason === 'selector')
        .length,
    ).toBeGreaterThan(0);
  });
});

describe('v3', () => {
  test("it shows the same notes without v4's fields, and drops unknown ones", async () => {
    const created = await send('v3', 'POST', '', { content: 'old way', tags: ['dropped'] });
    expect(created.status).toBe(201);
    expect(created.body).not.toHaveProperty('tags');
    expect((await send('v4', 'GET', `/${created.body.noteId}`)).body.tags).toEqual([]);
  });
});

test('a read-only note is not written to', async () => {
  const { body } = await send('v4', 'POST', '', { content: 'synced' });
  sandbox.world.workspaces.get('checkout-prod')!.notes.get(body.noteId)!.readOnly = true;
  expect((await send('v4', 'PATCH', `/${body.noteId}`, { title: 'x' })).status).toBe(403);
});

test('an id that is no UUID is a 422', async () => {
  expect((await send('v4', 'GET', '/42')).status).toBe(422);
});
