import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ToolError } from '../../../src/errors/tool-error.ts';
import { path } from '../../../src/platform/path.ts';
import { answering, startServer } from '../http-server.ts';
import { never, rejection, requesterAt } from '../test-platform.ts';

const call = { path: path`/api/v3/things`, signal: never };

async function errorOf(status: number, body: unknown, headers = {}): Promise<ToolError> {
  const server = await answering(status, body, headers);
  return (await rejection(requesterAt(server.url).json(z.unknown(), call))) as ToolError;
}

describe('a refusal', () => {
  it.each([
    [400, 'invalid_request'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [405, 'unexpected_reply'],
    [409, 'conflict'],
    [410, 'not_found'],
    [422, 'invalid_request'],
    [500, 'unavailable'],
  ])('with status %i is %s and quotes the platform', async (status, code) => {
    const error = await errorOf(status, { detail: 'Because of the moon.' });
    expect(error).toMatchObject({ code, status });
    expect(error.message).toContain('Because of the moon.');
    expect(error.message).toContain('GET /api/v3/things');
  });

  it.each([
    [path`/api/v3/workspaces`, /^Every platform has that: check that RW_API_URL/],
    [path`/api/v3/users/whoami`, /^Every platform has that: check that RW_API_URL/],
    [path`/api/v3/workspaces/${'mine'}`, /^Check the names and ids/],
  ])('because there is nothing blames the address only where no name can be wrong: %s', async (at, hint) => {
    const server = await answering(404, { detail: 'Not Found' });
    const error = await rejection(requesterAt(server.url).json(z.unknown(), { ...call, path: at }));
    expect(error).toMatchObject({ code: 'not_found', hint: expect.stringMatching(hint) });
  });

  it('of the token says where to get another and what to set', async () => {
    const { hint } = await errorOf(401, { detail: 'Token expired' });
    expect(hint).toContain('https://app.test.runwhen.com');
    expect(hint).toContain('RUNWHEN_TOKEN');
  });

  it.each([
    [{ exp: 1_700_000_000 }, 'The token expired at 2023-11-14T22:13:20.000Z.'],
    [{ exp: 4_000_000_000 }, 'The token is wrong, expired or revoked.'],
    [{ sub: 'service' }, 'The token is wrong, expired or revoked.'],
  ])('of a session token says when it expired, where it did: %j', async (claims, words) => {
    const token = ['{}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url'));
    const server = await answering(401, { detail: 'Given token not valid' });
    const error = (await rejection(
      requesterAt(server.url, {}, token.join('.')).json(z.unknown(), call),
    )) as ToolError;
    expect(error.hint).toMatch(words);
    expect(JSON.stringify(error.toJSON())).not.toContain(token[1]);
  });

  it('of fields names each field with its message', async () => {
    const error = await errorOf(422, {
      detail: [
        {
          loc: ['body', 'payload', 'tags', 0],
          msg: 'Field required',
          type: 'missing',
          input: 'secret input',
        },
        { loc: ['query', 'limit'], msg: 'Too large', type: 'less_than_equal' },
      ],
    });
    expect(error.detail).toEqual({
      fields: [
        { field: 'payload.tags.0', message: 'Field required' },
        { field: 'limit', message: 'Too large' },
      ],
    });
    expect(error.message).toContain('payload.tags.0: Field required');
  });

  it.each([
    { detail: 'Unknown keys', unknown_keys: ['modified_by'] },
    { detail: { message: 'Unknown keys', unknown_keys: ['modified_by'] } },
    { error: 'Unknown keys', unknownKeys: ['modified_by'] },
  ])('of unknown keys keeps them: %j', async (body) => {
    const error = await errorOf(422, body);
    expect(error.message).toContain('Unknown keys');
    expect(error.detail).toEqual({ unknown_keys: ['modified_by'] });
  });

  it('with a web page says so instead of quoting it', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(403, { 'Content-Type': 'text/html' });
      response.end('<html><body>Sign in to Corp</body></html>');
    });
    const { message } = await rejection(requesterAt(server.url).json(z.unknown(), call));
    expect(message).toContain('HTML');
    expect(message).not.toContain('Corp');
  });

  it('with a long text is cut', async () => {
    const { message } = await errorOf(400, { detail: 'x'.repeat(5000) });
    expect(message.length).toBeLessThan(1200);
  });
});
