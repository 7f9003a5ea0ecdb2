import { describe, expect, test } from 'vitest';
import { getWorkspaceConfigIndex } from '../../../src/tools/workspaces/get-workspace-config-index.ts';
import { listWorkspaces } from '../../../src/tools/workspaces/list-workspaces.ts';
import { searchWorkspace } from '../../../src/tools/workspaces/search-workspace.ts';
import { toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const INDEX = '/api/v3/workspaces/checkout-prod/workspace-configuration-index';

describe('list_workspaces', () => {
  test('lists those that the caller may see, by name and display name', async () => {
    const { call } = await toolBench();
    expect(await call(listWorkspaces, {})).toEqual([
      { name: 'checkout-prod', displayName: 'Checkout (production)', role: 'admin' },
      { name: 'pay-core-7', displayName: 'Payments Platform (staging)', role: 'readwrite' },
      { name: 'data-lake', displayName: 'Data Lake', role: expect.any(String) },
    ]);
  });

  test('asks anew each time, so that a new workspace is there at once', async () => {
    const { call, sandbox } = await toolBench();
    await call(listWorkspaces, {});
    sandbox.world.workspaces.get('identity-core')!.members.set('ada@checkout.example', 'readonly');
    expect(await call(listWorkspaces, {})).toContainEqual({
      name: 'identity-core',
      displayName: 'Identity',
      role: 'readonly',
    });
  });

  test('says what to do where the token sees none', async () => {
    const { blocks, sandbox } = await toolBench({ as: 'outsider' });
    sandbox.world.workspaces.get('identity-core')!.members.clear();
    expect(await blocks(listWorkspaces, {})).toEqual([
      [],
      { count: 0, note: expect.stringContaining('ask for access') },
    ]);
  });

  test('takes no arguments, and says so', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(listWorkspaces, { limit: 5 });
    expect(error).toMatchObject({ code: 'invalid_arguments', hint: 'It takes no arguments.' });
  });
});

describe('the workspace of a call', () => {
  /** The workspace that the platform was asked about. */
  async function asked(given: string | undefined, environment: Record<string, string> = {}) {
    const { call, sandbox } = await toolBench({ environment });
    await call(searchWorkspace, { query: 'pods', workspace_name: given });
    const paths = sandbox.requests.map(({ path }) => /workspaces\/([^/]+)\/task-search/.exec(path)?.[1]);
    return paths.findLast((workspace) => workspace !== undefined);
  }

  test.each([
    ['its short name', 'pay-core-7'],
    ['its short name in other case', 'Pay-Core-7'],
    ['its display name in any case', 'payments platform (STAGING)'],
    ['blanks around it', '  pay-core-7 '],
  ])('is found by %s', async (_, given) => {
    expect(await asked(given)).toBe('pay-core-7');
  });

  test.each([undefined, '', '   '])('is the default one where %j is given', async (given) => {
    expect(await asked(given, { DEFAULT_WORKSPACE: 'data-lake' })).toBe('data-lake');
  });

  test('is the given one rather than the default one', async () => {
    expect(await asked('pay-core-7', { DEFAULT_WORKSPACE: 'data-lake' })).toBe('pay-core-7');
  });

  test.each([undefined, 'no-such'])(
    'is asked for, with the names that there are, where %j is given',
    async (given) => {
      const { refusal } = await toolBench();
      const error = await refusal(searchWorkspace, { query: 'pods', workspace_name: given });
      expect(error.code).toBe('invalid_arguments');
      expect(error.detail!.workspaces).toContainEqual({
        name: 'pay-core-7',
        displayName: 'Payments Platform (staging)',
      });
    },
  );
});

describe('search_workspace', () => {
  test('passes on what the platform finds', async () => {
    const { call } = await toolBench();
    const found = await call(searchWorkspace, { workspace_name, query: 'connection pool' });
    expect(found.tasks[0]).toMatchObject({
      slxName: 'checkout-prod--payments-api-db-pool',
      slxShortName: 'payments-api-db-pool',
      tags: expect.arrayContaining([{ name: 'platform', value: 'kubernetes' }]),
    });
  });

  test('says what was searched in vain, and where else the words stand', async () => {
    const { call, sandbox } = await toolBench();
    const { notes: articles } = sandbox.world.workspaces.get(workspace_name)!;
    for (const article of [...articles.values()].slice(0, 3))
      Object.assign(article, { content: 'The zeppelin lands at noon.' });
    const found = await call(searchWorkspace, { workspace_name, query: 'zeppelin' });
    expect(found.tasks).toEqual([]);
    expect(found.notes[0]).toMatch(/^This searched the tasks of \d\d+ SLXs/);
    expect(found.notes.join()).toContain('Articles with these words: 3: list_knowledge_base_articles');
    expect(found.notes.join()).not.toContain('Issues with these words');
  });

  test('asks for words', async () => {
    const { refusal } = await toolBench();
    expect((await refusal(searchWorkspace, { workspace_name })).message).toContain('query');
  });
});

describe('get_workspace_config_index', () => {
  test('answers with the index', async () => {
    const { call } = await toolBench();
    const index = await call(getWorkspaceConfigIndex, { workspace_name });
    expect(index).not.toHaveProperty('note');
    expect(JSON.stringify(index)).toContain('checkout-api-pods');
  });

  test('answers with an outline where the index is too long, and with each section alone', async () => {
    const { call, sandbox } = await toolBench();
    const items = Array.from({ length: 5000 }, (_, id) => ({ id, name: `resource-${id}` }));
    sandbox.faults.add({ path: INDEX, status: 200, body: { items, owner: 'ada' } });
    const outline = await call(getWorkspaceConfigIndex, { workspace_name });
    expect(outline).toEqual({
      sections: [
        { section: 'items', entries: 5000, bytes: expect.any(Number) },
        { section: 'owner', bytes: 5 },
      ],
      note: expect.stringContaining('section'),
    });
    expect(await call(getWorkspaceConfigIndex, { workspace_name, section: 'owner' })).toEqual({
      owner: 'ada',
    });
  });

  test('cuts a section that is itself too long, and says so', async () => {
    const { call, sandbox } = await toolBench();
    const list = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `resource-${id}` }));
    const byName = Object.fromEntries(list.map((item) => [item.name, item]));
    sandbox.faults.add({ path: INDEX, status: 200, body: { list, byName } });
    for (const section of ['list', 'byName']) {
      const reply = await call(getWorkspaceConfigIndex, { workspace_name, section });
      expect(JSON.stringify(reply).length).toBeLessThan(100_000);
      expect(Object.values(reply[section])[0]).toEqual(list[0]);
      expect(reply.note).toContain(`${Object.keys(reply[section]).length} of 20000 entries`);
    }
  });

  test('says which sections there are, and which one was meant', async () => {
    const { call, refusal } = await toolBench();
    const sections = Object.keys(await call(getWorkspaceConfigIndex, { workspace_name }));
    const given = `${sections[0]}x`;
    const error = await refusal(getWorkspaceConfigIndex, { workspace_name, section: given });
    expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining(given) });
    expect(error.hint).toContain(`Did you mean ${sections[0]}?`);
  });
});
