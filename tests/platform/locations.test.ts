import { describe, expect, it } from 'vitest';
import { sendJson, startServer } from './http-server.ts';
import { never, platformAt } from './test-platform.ts';

const WS = '/api/v3/workspaces/ws';

/** Answers the given paths, everything else with 404. */
async function list(replies: Record<string, unknown>) {
  const server = await startServer((seen, response) => {
    const reply = replies[seen.url.split('?')[0]!];
    if (typeof reply === 'number' || reply === undefined) sendJson(response, Number(reply ?? 404), {});
    else sendJson(response, 200, reply);
  });
  return { server, listed: platformAt(server.url).locations.list('ws', { signal: never }) };
}

const place = { type: null, uuid: null, health: null, lastHeartbeat: null };

describe('locations', () => {
  it('are the runners of the workspace, private or public as the list of all runners tells', async () => {
    const { listed } = await list({
      [`${WS}/runners`]: [
        { name: 'dc-1', value: 'u1', health: 'online', lastHeartbeat: '2026-11-23T10:00:00Z' },
        { name: 'shared', value: 'u2', health: 'stale' },
        { name: 'odd', value: 'u3' },
      ],
      '/api/v3/runners': {
        count: 2,
        results: [
          { id: 2, runner_uuid: 'u2', name: 'shared', workspace_name: null },
          { id: 1, runner_uuid: 'u1', name: 'dc-1', workspace_name: 'ws' },
        ],
      },
    });
    expect(await listed).toEqual({
      locations: [
        {
          name: 'dc-1',
          type: 'workspace',
          uuid: 'u1',
          health: 'online',
          lastHeartbeat: '2026-11-23T10:00:00Z',
        },
        { ...place, name: 'shared', type: 'public', uuid: 'u2', health: 'stale' },
        { ...place, name: 'odd', uuid: 'u3' },
      ],
      source: 'the list of runners of the workspace',
      notes: [expect.stringContaining('Whether odd can be used by every workspace is not known')],
    });
  });

  it('that say their type do without the list of all runners', async () => {
    const { listed } = await list({
      [`${WS}/runners`]: [{ name: 'a', value: 'u', type: 'public' }],
      '/api/v3/runners': 403,
    });
    expect((await listed).locations).toEqual([{ ...place, name: 'a', type: 'public', uuid: 'u' }]);
  });

  it('are noted as of unknown type where nothing says it, and as cut where the list says that there are more', async () => {
    const { listed } = await list({
      [`${WS}/runners`]: { count: 7, next: null, results: [{ name: 'a', value: 'u' }] },
    });
    const { locations, notes } = await listed;
    expect(locations).toEqual([{ ...place, name: 'a', uuid: 'u' }]);
    expect(notes).toEqual([
      expect.stringContaining('Only the first 1 were read'),
      expect.stringContaining('Whether a can be used by every workspace is not known'),
    ]);
  });

  it('that do not say it are an error where the list of all runners is refused', async () => {
    const { listed } = await list({
      [`${WS}/runners`]: [{ name: 'a', value: 'u' }],
      '/api/v3/runners': 403,
    });
    await expect(listed).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('come from all runners that are the workspace’s own or shared, where the workspace has no list', async () => {
    const { listed } = await list({
      '/api/v3/runners': {
        count: 3,
        results: [
          { runner_uuid: 'u1', name: 'own', workspace_name: 'ws' },
          { runner_uuid: 'u2', name: 'shared', workspace_name: null },
          { runner_uuid: 'u3', name: 'foreign', workspace_name: 'other' },
        ],
      },
    });
    expect((await listed).locations).toEqual([
      { ...place, name: 'own', type: 'workspace', uuid: 'u1' },
      { ...place, name: 'shared', type: 'public', uuid: 'u2' },
    ]);
  });

  it('come from authorizedlocations of an older platform, with a note of what was not there', async () => {
    const { listed } = await list({ [`${WS}/authorizedlocations`]: [{ name: 'dc-1', type: 'workspace' }] });
    const { locations, source, notes } = await listed;
    expect(locations).toEqual([{ ...place, name: 'dc-1', type: 'workspace' }]);
    expect(notes).toHaveLength(2);
    expect(notes[0]).toContain('404');
    expect(source).toBe('authorizedlocations');
  });

  it('come last from the runbook of debugslx', async () => {
    const { listed } = await list({
      [`${WS}/runners`]: [],
      [`${WS}/slxs/debugslx/runbook`]: { id: 1, slxId: 1, spec: { location: 'dc-9' }, status: {} },
    });
    expect((await listed).locations).toEqual([{ ...place, name: 'dc-9' }]);
  });

  it('may be none', async () => {
    const { listed } = await list({});
    expect(await listed).toEqual({
      locations: [],
      source: null,
      notes: expect.arrayContaining([expect.stringContaining('404')]),
    });
  });

  it('are an error where the platform refuses to tell', async () => {
    const { listed } = await list({ [`${WS}/runners`]: 403 });
    await expect(listed).rejects.toMatchObject({ code: 'forbidden' });
  });
});
