import { describe, expect, it } from 'vitest';
import type { Platform } from '../../src/platform/platform.ts';
import { answering, sendJson, startServer } from './http-server.ts';
import { never, platformAt } from './test-platform.ts';

const signal = { signal: never };

/** What one call of an adapter sent, and what it made of the reply. */
async function exchange<Value>(reply: unknown, call: (platform: Platform) => Promise<Value>, status = 200) {
  const server = await answering(status, reply);
  const value = await call(platformAt(server.url));
  const { method, url, body } = server.requests[0]!;
  return { value, sent: { method, url, ...(body === '' ? {} : { body: JSON.parse(body) }) } };
}

describe('workspaces', () => {
  it('have their alias or display name beside their short name', async () => {
    const { value, sent } = await exchange(
      {
        count: 3,
        results: [{ id: 1, name: 'a', alias: 'Alpha' }, { name: 'b', display_name: 'Beta' }, { name: 'c' }],
      },
      ({ workspaces }) => workspaces.list(signal),
    );
    expect(sent.url).toBe('/api/v3/workspaces?limit=1000&offset=0');
    expect(value.workspaces).toEqual([
      { name: 'a', displayName: 'Alpha', id: 1, role: null, openIssues: null },
      { name: 'b', displayName: 'Beta', id: null, role: null, openIssues: null },
      { name: 'c', displayName: 'c', id: null, role: null, openIssues: null },
    ]);
  });

  it('give the caller’s roles as they come', async () => {
    const { value, sent } = await exchange(['admin'], ({ workspaces }) => workspaces.roles('ws', signal));
    expect(sent.url).toBe('/api/v3/workspaces/ws/my-permissions');
    expect(value).toEqual(['admin']);
  });
});

describe('issues', () => {
  it('are narrowed by the published filters', async () => {
    const { sent } = await exchange({ count: 0, limit: 250, offset: 0, results: [] }, ({ issues }) =>
      issues.list(
        'ws',
        { severities: [1, 2], search: 'pod', latestOccurrenceSince: '2026-11-22T00:00:00Z' },
        signal,
      ),
    );
    expect(sent.url).toBe(
      '/api/v3/workspaces/ws/issues?severity=1&severity=2&search=pod' +
        '&latest_occurrence_at__gte=2026-11-22T00%3A00%3A00Z&limit=250&offset=0',
    );
  });

  it('come in either spelling', async () => {
    const { value } = await exchange(
      {
        count: 1,
        results: [{ id: 1, slx_name: 'ws--a', open_since: 't', additional_context: { some_key: 1 } }],
      },
      ({ issues }) => issues.list('ws', {}, signal),
    );
    expect(value.results[0]).toMatchObject({
      slxName: 'ws--a',
      openSince: 't',
      additionalContext: { some_key: 1 },
    });
  });

  it('tell when they occurred where that is asked for', async () => {
    const { sent } = await exchange({ id: 9 }, ({ issues }) =>
      issues.get('ws', 9, { ...signal, occurrences: 5 }),
    );
    expect(sent.url).toBe(
      '/api/v3/workspaces/ws/issues/9?include_occurrence_timestamps=true&occurrence_tail=5',
    );
  });
});

describe('SLX sync', () => {
  it('sends the payload in an envelope', async () => {
    const { sent } = await exchange({ status: 'created' }, ({ slxs }) =>
      slxs.syncSlx('ws', { name: 'a', imageUrl: 'i' }, signal),
    );
    expect(sent).toEqual({
      method: 'POST',
      url: '/api/v4/workspaces/ws/slxs/sync-typed',
      body: { payload: { name: 'a', imageUrl: 'i' } },
    });
  });

  it.each([
    [{ resourceId: 5 }, 5],
    [{ resource_id: '5' }, 5],
    [{ id: 5, name: 'x' }, 5],
    [{ resourceId: 6, id: 5 }, 6],
    [{ resource_id: null, status: 'created' }, null],
    [{ id: 'five', status: 'created' }, null],
  ])('reads the id out of %j', async (reply, id) => {
    const { value } = await exchange(reply, ({ slxs }) => slxs.syncRunbook('ws', { slxId: 1 }, signal));
    expect(value.id).toBe(id);
  });

  it.each([null, 'created', {}, [], { error: 'no runner' }, { ok: true }])(
    'is not taken for done on %j',
    async (reply) => {
      const sync = exchange(reply, ({ slxs }) => slxs.syncRunbook('ws', { slxId: 1 }, signal));
      await expect(sync).rejects.toMatchObject({ code: 'unexpected_reply' });
    },
  );

  it('deletes by short name', async () => {
    const { sent, value } = await exchange({ status: 'deleted', name: 'ws--a' }, ({ slxs }) =>
      slxs.delete('ws', 'a', signal),
    );
    expect(sent).toEqual({ method: 'DELETE', url: '/api/v4/workspaces/ws/slxs/a' });
    expect(value).toEqual({ id: null, status: 'deleted', name: 'ws--a' });
  });
});

describe('SLXs', () => {
  it('keep the names that users chose', async () => {
    const runbook = {
      code_bundle_repo_url: 'https://repo',
      config_provided: { MY_var: 'x', my_var: 'y' },
      secrets_provided: [{ name: 'kubeconfig', workspace_key: 'k' }],
    };
    const { value } = await exchange(runbook, ({ slxs }) => slxs.runbook('ws', 'a', signal));
    expect(value).toEqual({
      codeBundleRepoUrl: 'https://repo',
      configProvided: { MY_var: 'x', my_var: 'y' },
      secretsProvided: [{ name: 'kubeconfig', workspaceKey: 'k' }],
    });
  });
});

describe('run sessions', () => {
  const spec = { runRequests: [{ slxName: 'ws--a', taskTitles: ['*'] }] };

  it.each([[{ id: 9010, run_requests: [] }], [{ id: '9010', runRequests: [] }]])(
    'are created directly, whatever spelling %j comes back',
    async (reply) => {
      const { value, sent } = await exchange(
        reply,
        ({ runSessions }) => runSessions.create('ws', spec, signal),
        201,
      );
      expect(value).toEqual({ id: 9010, runRequests: [] });
      expect(sent).toEqual({
        method: 'POST',
        url: '/api/v3/workspaces/ws/runsessions',
        body: { source: 'direct', ...spec },
      });
    },
  );

  it('come newest first, as many as asked for', async () => {
    const results = [
      { id: 1, created: '2026-11-20T10:00:00Z' },
      { id: 3, created: '2026-11-22T10:00:00Z' },
      { id: 2, created: '2026-11-21T10:00:00Z' },
    ];
    const { value, sent } = await exchange({ count: 40, results }, ({ runSessions }) =>
      runSessions.list('ws', { limit: 3 }, signal),
    );
    expect(sent.url).toBe('/api/v3/workspaces/ws/runsessions?page=1&page-size=3');
    expect(value.results.map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(value.count).toBe(40);
  });

  it('read a run request in either spelling', async () => {
    const row = { id: 1, slx_name: 'ws--a', response_time: 't', passed_titles: 'x||y', is_completed: true };
    const { value } = await exchange({ id: 5, run_requests: [row] }, ({ runSessions }) =>
      runSessions.get('ws', 5, signal),
    );
    expect(value.runRequests![0]).toEqual({
      id: 1,
      slxName: 'ws--a',
      responseTime: 't',
      passedTitles: 'x||y',
      isCompleted: true,
    });
  });
});

describe('author runs', () => {
  const run = {
    command: 'main() { :; }',
    location: 'dc-1',
    runType: 'task',
    interpreter: 'bash',
    envVars: { A: '1' },
    secretVars: {},
  } as const;

  it('start with the published names', async () => {
    const { sent, value } = await exchange(
      { run_id: 'u-1' },
      ({ authorRuns }) => authorRuns.start('ws', run, signal),
      202,
    );
    expect(sent).toEqual({ method: 'POST', url: '/api/v3/workspaces/ws/author/run', body: run });
    expect(value.runId).toBe('u-1');
  });

  it('list artifacts, some of them without an address', async () => {
    const reply = {
      run_id: 'u-1',
      status: null,
      artifacts: [{ type: 'log', signed_url: null, expires_at: 'soon' }],
    };
    const { value } = await exchange(reply, ({ authorRuns }) => authorRuns.output('ws', 'u-1', signal));
    expect(value.artifacts).toEqual([{ type: 'log', signedUrl: null, expiresAt: 'soon' }]);
  });
});

describe('search', () => {
  it('sends the query as it is', async () => {
    const { sent } = await exchange({ tasks: [] }, ({ search }) =>
      search.tasks('ws', { query: 'pods', scope: ['a'] }, signal),
    );
    expect(sent).toEqual({
      method: 'POST',
      url: '/api/v3/workspaces/ws/task-search',
      body: { query: 'pods', scope: ['a'] },
    });
  });
});

describe('run requests', () => {
  it('give the log as text', async () => {
    const server = await startServer((_, response) => void response.end('<html>log'));
    const log = await platformAt(server.url).runRequests.log('ws', 7, signal);
    expect(log).toBe('<html>log');
    expect(server.requests[0]!.url).toBe('/api/v3/workspaces/ws/run-requests/7/log');
  });
});

describe('code collections', () => {
  it('are asked for once, and give their address from either place', async () => {
    const server = await answering(200, {
      results: [
        { id: 2, name: 'a', repo_web_url: 'https://a' },
        { id: 1, name: 'b', repo_web_url: null, spec: { repoURL: 'https://b' } },
        { id: 0, name: 'c' },
      ],
    });
    const { codeCollections } = platformAt(server.url);
    await codeCollections.list(signal);
    expect(await codeCollections.list(signal)).toEqual([
      { name: 'a', repoUrl: 'https://a' },
      { name: 'b', repoUrl: 'https://b' },
      { name: 'c', repoUrl: null },
    ]);
    expect(server.requests.map(({ url }) => url)).toEqual(['/api/v3/codecollections']);
  });

  it('that cannot be read are not asked for again at once', async () => {
    const server = await startServer((_, response) => sendJson(response, 403, {}));
    const { codeCollections } = platformAt(server.url);
    await expect(codeCollections.list(signal)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(codeCollections.list(signal)).rejects.toMatchObject({ code: 'forbidden' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('users', () => {
  it('are asked for once', async () => {
    const server = await answering(200, { id: 1, username: 'ada', primary_email: 'ada@example.com' });
    const { users } = platformAt(server.url);
    await users.whoami(signal);
    expect((await users.whoami(signal)).primaryEmail).toBe('ada@example.com');
    expect(server.requests).toHaveLength(1);
  });
});
