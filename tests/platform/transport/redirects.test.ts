import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { UnexpectedReply } from '../../../src/errors/platform-errors.ts';
import { path } from '../../../src/platform/path.ts';
import { answering, sendJson, startServer } from '../http-server.ts';
import { never, rejection, requesterAt } from '../test-platform.ts';

const call = { path: path`/api/v3/things`, signal: never, query: { limit: 5 } };
const write = { ...call, method: 'POST', body: { a: 1 } } as const;

/** Sends the path without a slash to `location(origin)`, and answers everything else. */
function redirecting(status: number, location: (origin: string) => string) {
  return startServer((seen, response) => {
    if (seen.url.startsWith('/api/v3/things?')) {
      response.writeHead(status, { Location: location(`http://${seen.headers.host}`) }).end();
    } else sendJson(response, 200, 'done');
  });
}

describe('a redirect', () => {
  it.each([301, 302, 307, 308])(
    'with status %i that only adds a slash keeps method, body and query',
    async (status) => {
      const server = await redirecting(status, () => '/api/v3/things/?limit=5');
      expect(await requesterAt(server.url).json(z.unknown(), write)).toBe('done');
      const [first, second] = server.requests;
      expect(second).toEqual({ ...first, url: '/api/v3/things/?limit=5' });
    },
  );

  it('that only drops a slash is followed', async () => {
    const server = await startServer((seen, response) => {
      if (seen.url === '/a/') response.writeHead(301, { Location: '/a' }).end();
      else sendJson(response, 200, 'done');
    });
    expect(await requesterAt(server.url).json(z.unknown(), { path: path`/a/`, signal: never })).toBe('done');
  });

  it('to another host is not followed: nothing reaches that host', async () => {
    const elsewhere = await answering(200, 'stolen');
    const server = await redirecting(307, () => `${elsewhere.url}/api/v3/things/?leak=1`);
    const error = await rejection(requesterAt(server.url).json(z.unknown(), write));
    expect(error).toBeInstanceOf(UnexpectedReply);
    expect(error.message).toContain(new URL(elsewhere.url).host);
    expect(error.message).not.toContain('leak');
    expect(elsewhere.requests).toEqual([]);
  });

  it.each([
    ['to another path', 302, () => '/login'],
    ['that asks for another method', 303, () => '/api/v3/things/'],
    ['from http to https', 301, (origin: string) => `${origin.replace('http:', 'https:')}/api/v3/things/`],
    ['without an address', 301, () => ''],
  ])('%s is not followed', async (_, status, location) => {
    const server = await redirecting(status, location);
    await expect(requesterAt(server.url).json(z.unknown(), call)).rejects.toThrow(UnexpectedReply);
    expect(server.requests).toHaveLength(1);
  });

  it('that leads to another is followed no further', async () => {
    const server = await startServer((seen, response) => {
      const [pathname] = seen.url.split('?');
      const location = pathname!.endsWith('/') ? pathname!.slice(0, -1) : `${pathname}/`;
      response.writeHead(301, { Location: location }).end();
    });
    await expect(requesterAt(server.url).json(z.unknown(), call)).rejects.toThrow(UnexpectedReply);
    expect(server.requests).toHaveLength(2);
  });
});
