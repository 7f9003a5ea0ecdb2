import { describe, expect, it } from 'vitest';
import { sendJson, startServer } from './http-server.ts';
import { never, platformAt } from './test-platform.ts';

const options = { signal: never };
const LIST = '/api/v3/workspaces/ws/slxs';

/** A workspace of so many SLXs, each of which uses a location and a secret of its own. */
async function workspaceOf(count: number) {
  const row = (id: number) => ({
    id,
    name: `ws--s${id}`,
    runbook: {
      id,
      spec: { location: `dc-${id % 2}` },
      secretsProvided: [{ name: 'token', workspaceKey: `key-${id}` }],
    },
  });
  const server = await startServer((seen, response) => {
    const { pathname, searchParams } = new URL(seen.url, 'http://x');
    if (pathname !== LIST) return sendJson(response, 200, { status: 'created', resource_id: 1 });
    const [offset, limit] = [Number(searchParams.get('offset')), Number(searchParams.get('limit'))];
    const results = Array.from({ length: Math.min(limit, count - offset) }, (_, index) =>
      row(offset + index),
    );
    return sendJson(response, 200, { count, next: null, results });
  });
  const lists = () => server.requests.filter(({ url }) => url.startsWith(LIST));
  return { url: server.url, lists };
}

describe('what SLXs use', () => {
  it('is learned from one page, however many there are', async () => {
    const { url, lists } = await workspaceOf(5000);
    const { locations, secrets, read, count } = await platformAt(url).slxs.usage('ws', options);
    expect({ read, count, locations: locations.length, secrets: secrets.length }).toEqual({
      read: 250,
      count: 5000,
      locations: 250,
      secrets: 250,
    });
    expect(lists()).toHaveLength(1);
  });

  it('is asked once by those who ask at the same time or after each other', async () => {
    const { url, lists } = await workspaceOf(3);
    const { slxs } = platformAt(url);
    await Promise.all([slxs.usage('ws', options), slxs.usage('ws', options)]);
    await slxs.usage('ws', options);
    expect(lists()).toHaveLength(1);
  });

  it.each(['syncSlx', 'syncRunbook', 'syncSli', 'delete'] as const)(
    'is asked again after %s',
    async (write) => {
      const { url, lists } = await workspaceOf(3);
      const { slxs } = platformAt(url);
      await slxs.usage('ws', options);
      await (write === 'delete' ? slxs.delete('ws', 's1', options) : slxs[write]('ws', {} as never, options));
      await slxs.usage('other', options).catch(() => {});
      await slxs.usage('ws', options);
      expect(lists()).toHaveLength(2);
    },
  );
});
