import { describe, expect, test } from 'vitest';
import type { Platform } from '../../src/platform/platform.ts';
import { runProgress } from '../../src/platform/run-status.ts';
import { answering } from './http-server.ts';
import { never, platformAt } from './test-platform.ts';

const options = { signal: never };
const ID = '5a4db0c5-0000-4000-8000-000000000001';
const SCOPED = { name: 'r', scope_type: 'workspace' };

type Ask = (platform: Platform) => Promise<unknown>;

/** Calls whose reply has to hold something, with a reply that does. */
const CALLS: [name: string, ask: Ask, good: unknown][] = [
  ['search', ({ search }) => search.tasks('ws', { query: 'x' }, options), { tasks: [] }],
  ['the configuration index', ({ workspaces }) => workspaces.configurationIndex('ws', options), { slxs: {} }],
  [
    'the chat configuration',
    ({ chatConfig }) => chatConfig.resolved('ws', options),
    { rules: [], commands: [] },
  ],
  [
    'a runbook',
    ({ slxs }) => slxs.runbook('ws', 'a', options),
    { slx_id: 4, code_bundle_path: 'a/runbook.robot' },
  ],
  ['secrets', ({ secrets }) => secrets.keys('ws', options), { secrets: [] }],
  ['secrets, by name', ({ secrets }) => secrets.keys('ws', options), { secrets: ['kubeconfig'] }],
  [
    'a queued command',
    ({ chatConfig }) => chatConfig.commands.runNow('ws', 7, options),
    { status: 'queued' },
  ],
  ['a persona sync', ({ personas }) => personas.sync('ws', {} as never, options), { status: 'updated' }],
  [
    'an SLX sync',
    ({ slxs }) => slxs.syncSlx('ws', { name: 'a' }, options),
    { resource_id: null, status: 'created' },
  ],
];

describe.each(CALLS)('%s', (_, ask, good) => {
  test('is read', async () => {
    const server = await answering(200, good);
    await expect(ask(platformAt(server.url))).resolves.not.toThrow();
  });

  test.each([{ error: 'something went wrong' }, { detail: 'no index' }, {}, null, 'ok', [7], { ok: true }])(
    'is not taken from %j',
    async (reply) => {
      const server = await answering(200, reply);
      await expect(ask(platformAt(server.url))).rejects.toMatchObject({ code: 'unexpected_reply' });
    },
  );
});

/** Calls that ask for one thing by its id, with a reply about the thing of that id. */
const BY_ID: [name: string, ask: Ask, reply: (id: unknown) => unknown, id: unknown][] = [
  ['a run session', ({ runSessions }) => runSessions.get('ws', 7, options), (id) => ({ id }), '7'],
  ['an issue', ({ issues }) => issues.get('ws', 7, options), (id) => ({ id: Number(id) }), 7],
  [
    'a rule',
    ({ chatConfig }) => chatConfig.rules.get('ws', 7, options),
    (id) => ({ ...SCOPED, id: Number(id) }),
    7,
  ],
  [
    'an updated command',
    ({ chatConfig }) => chatConfig.commands.update('ws', 7, {}, options),
    (id) => ({ ...SCOPED, id: Number(id) }),
    7,
  ],
  [
    'an assistant',
    ({ personas }) => personas.get('ws', 'carl', options),
    (name) => ({ id: 4, name: `ws--${name}` }),
    'carl',
  ],
  [
    'an assistant by its short name',
    ({ personas }) => personas.get('ws', 'carl', options),
    (shortName) => ({ id: 4, name: 'carl', shortName }),
    'Carl',
  ],
  [
    'an article',
    ({ notes }) => notes.get('ws', ID, options),
    (noteId) => ({ noteId, content: '' }),
    ID.toUpperCase(),
  ],
  [
    'a run',
    ({ authorRuns }) => authorRuns.status('ws', 'r7', options),
    (runId) => ({ runId, status: 'RUNNING' }),
    'r7',
  ],
  [
    'the output of a run',
    ({ authorRuns }) => authorRuns.output('ws', 'r7', options),
    (run_id) => ({ run_id, artifacts: [] }),
    'r7',
  ],
];

describe.each(BY_ID)('%s', (_, ask, reply, id) => {
  test('is the one that was asked for', async () => {
    const server = await answering(200, reply(id));
    await expect(ask(platformAt(server.url))).resolves.toBeTruthy();
  });

  test('is not another', async () => {
    const server = await answering(200, reply('99'));
    await expect(ask(platformAt(server.url))).rejects.toMatchObject({ code: 'unexpected_reply' });
  });
});

describe('a deletion', () => {
  const remove: Ask = ({ chatConfig }) => chatConfig.rules.delete('ws', 7, options);

  test.each([null, {}, { status: 'deleted', message: 'Deleted.' }, 'deleted'])(
    'is done on %j',
    async (reply) => {
      const server = await answering(200, reply);
      await expect(remove(platformAt(server.url))).resolves.toBeUndefined();
    },
  );

  test.each([
    { error: 'locked' },
    { success: false, message: 'locked' },
    { status: 'error', message: 'locked' },
  ])('is not done on %j, and says why', async (reply) => {
    const server = await answering(200, reply);
    await expect(remove(platformAt(server.url))).rejects.toMatchObject({
      code: 'unexpected_reply',
      message: expect.stringContaining('locked'),
    });
  });
});

test.each([
  ['RUNNING', 'under-way'],
  ['running', 'under-way'],
  ['QUEUED', 'under-way'],
  ['In Progress', 'under-way'],
  ['SUCCEEDED', 'over'],
  ['failed', 'over'],
  ['CANCELLED', 'over'],
  ['canceled', 'over'],
  ['TIMED_OUT', 'over'],
  ['FROBNICATED', 'unknown'],
  ['', 'unknown'],
  [null, 'unknown'],
])('the status %j is %s', (status, progress) => {
  expect(runProgress(status)).toBe(progress);
});
