import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ToolError } from '../../../src/errors/tool-error.ts';
import { path } from '../../../src/platform/path.ts';
import { scrub } from '../../../src/platform/transport/scrub.ts';
import { startServer } from '../http-server.ts';
import { never, rejection, requesterAt, TOKEN } from '../test-platform.ts';

const SIGNATURE = 'X-Goog-Signature=0badc0ffee';

/** Everything of an error that a result or a log may show. */
function shown(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const rendered = error instanceof ToolError ? JSON.stringify(error) : '';
  return [error.message, error.stack, rendered, shown(error.cause ?? '')].join('\n');
}

/** Ways in which a careless platform repeats what it was sent. */
const echoes = [
  (token: string) => JSON.stringify({ detail: `Token ${token} is not valid` }),
  (token: string) =>
    JSON.stringify({ detail: [{ loc: ['header', 'authorization'], msg: `Bearer ${token}` }] }),
  (token: string) => JSON.stringify({ error: { authorization: `Bearer ${token}` } }),
  (token: string) => `Bad request: Authorization: Bearer ${token}`,
  (token: string) => `<html>${token}</html>`,
  (token: string) => `{"cut": "${token}`,
  (token: string) => JSON.stringify({ id: token }),
];

describe('no error shows', () => {
  it('user and password of an address, whatever its scheme', () => {
    const text = 'No route: postgres://admin:hunter2@db.internal/x, https://u@host/@scope/p and mail a@b.c';
    expect(scrub(text)).toBe('No route: postgres://db.internal/x, https://host/@scope/p and mail a@b.c');
  });

  it('the token, whatever the platform says', async () => {
    let reply = { status: 500, body: '' };
    const server = await startServer((_, response) => void response.writeHead(reply.status).end(reply.body));
    const request = requesterAt(server.url);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(200, 400, 401, 403, 404, 409, 422, 500),
        fc.constantFrom(...echoes),
        async (status, echo) => {
          reply = { status, body: echo(TOKEN) };
          const call = { path: path`/api/v3/things`, signal: never };
          const error = await rejection(request.json(z.object({ id: z.number() }), call));
          expect(shown(error)).not.toContain(TOKEN);
        },
      ),
    );
  });

  it('the query of a signed URL', async () => {
    let status = 403;
    const server = await startServer((seen, response) => {
      if (status === 0) response.destroy();
      else response.writeHead(status).end(`No access to http://${seen.headers.host}${seen.url}`);
    });
    const request = requesterAt(server.url);
    for (status of [301, 400, 403, 404, 500, 0]) {
      const error = await rejection(request.download(`${server.url}/log?${SIGNATURE}`, { signal: never }));
      expect(shown(error)).not.toContain('0badc0ffee');
    }
  });

  it('a signed URL that is no URL', async () => {
    const error = await rejection(
      requesterAt('http://127.0.0.1').download(`/log?${SIGNATURE}`, { signal: never }),
    );
    expect(shown(error)).not.toContain('0badc0ffee');
  });

  it('the expiry of a link as trouble with the token', async () => {
    const server = await startServer((_, response) => void response.writeHead(403).end());
    const error = await rejection(requesterAt(server.url).download(`${server.url}/log`, { signal: never }));
    expect(error).toMatchObject({ code: 'not_found', hint: expect.stringContaining('expired') });
  });
});

describe('scrub', () => {
  it('takes the token out wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(scrub(`${before}${TOKEN}${after}`, TOKEN)).not.toContain(TOKEN);
      }),
    );
  });

  it.each([
    ['Bearer abc.def', 'Bearer [token]'],
    ['got eyJhbGciOi.eyJzdWIi.sig-1 instead', 'got [token] instead'],
    ['see https://store/a?sig=1&b=2 now', 'see https://store/a now'],
    ['What? Nothing.', 'What? Nothing.'],
  ])('turns %j into %j', (text, scrubbed) => {
    expect(scrub(text)).toBe(scrubbed);
  });
});
