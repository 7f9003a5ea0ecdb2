import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { UnexpectedReply } from '../../../src/errors/platform-errors.ts';
import { path } from '../../../src/platform/path.ts';
import { answering, startServer } from '../http-server.ts';
import { never, rejection, requesterAt, TOKEN } from '../test-platform.ts';

const call = { path: path`/api/v3/things`, signal: never };

function serving(body: string | Buffer, headers = {}) {
  return startServer((_, response) => {
    response.writeHead(200, headers);
    response.end(body);
  });
}

describe('a reply', () => {
  it('with HTML instead of JSON is unexpected, and its path is named without the query', async () => {
    const server = await serving('<!DOCTYPE html><p>Log in', { 'Content-Type': 'text/html' });
    const error = await rejection(
      requesterAt(server.url).json(z.unknown(), { ...call, query: { search: 'whisper' } }),
    );
    expect(error).toBeInstanceOf(UnexpectedReply);
    expect(error.message).toContain('HTML');
    expect(error.message).toContain('/api/v3/things');
    expect(error.message).not.toContain('whisper');
  });

  it('with bytes that are not UTF-8 is unexpected, and never shown with signs in their place', async () => {
    const server = await serving(Buffer.from('{"title":"caf\xe9"}', 'latin1'));
    await expect(requesterAt(server.url).json(z.unknown(), call)).rejects.toMatchObject({
      code: 'unexpected_reply',
      message: expect.stringContaining('not UTF-8'),
    });
    const right = await serving(Buffer.from('\ufeff{"title":"café 🙂"}'));
    expect(await requesterAt(right.url).json(z.unknown(), call)).toEqual({ title: 'café 🙂' });
  });

  it('with JSON that stops in the middle is unexpected', async () => {
    const server = await serving('{"results": [');
    await expect(requesterAt(server.url).json(z.unknown(), call)).rejects.toThrow(UnexpectedReply);
  });

  it('without a needed field is unexpected and names the field', async () => {
    const server = await answering(200, { id: 'seven' });
    const error = await rejection(requesterAt(server.url).json(z.object({ id: z.number() }), call));
    expect(error).toMatchObject({ code: 'unexpected_reply', detail: { problems: [{ field: 'id' }] } });
  });

  it('without a body is null', async () => {
    const server = await startServer((_, response) => void response.writeHead(204).end());
    expect(await requesterAt(server.url).json(z.null(), call)).toBeNull();
  });

  it('that is gzipped is unpacked', async () => {
    const server = await serving(gzipSync('{"a":"ü"}'), { 'Content-Encoding': 'gzip' });
    expect(await requesterAt(server.url).json(z.unknown(), call)).toEqual({ a: 'ü' });
    expect(server.requests[0]!.headers['accept-encoding']).toBe('gzip');
  });

  it.each([100_000, 201])('with lists %i deep inside each other is unexpected', async (depth) => {
    const server = await serving(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    const error = await rejection(requesterAt(server.url).json(z.unknown(), call));
    expect(error).toMatchObject({ code: 'unexpected_reply', message: expect.stringContaining('levels') });
  });

  it('as deep as may be is read, however many brackets its texts hold', async () => {
    const text = JSON.stringify('"\\['.repeat(1000));
    const server = await serving(`${'['.repeat(199)}${text}${']'.repeat(199)}`);
    expect(JSON.stringify(await requesterAt(server.url).json(z.unknown(), call))).toContain(text);
  });

  it('that refuses at length is read as far as it has to be', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(500, { 'Content-Type': 'application/json' });
      const send = () => response.write('x'.repeat(65_536), (error) => (error ? undefined : send()));
      send();
    });
    const error = await rejection(
      requesterAt(server.url).json(z.unknown(), { ...call, method: 'POST', timeoutMs: 5000 }),
    );
    expect(error).toMatchObject({ code: 'unavailable', status: 500 });
  });

  it('larger than allowed is refused', async () => {
    const server = await serving('x'.repeat(3000));
    const download = requesterAt(server.url).download(`${server.url}/file`, {
      signal: never,
      maxBytes: 2000,
    });
    await expect(download).rejects.toThrow(UnexpectedReply);
  });

  it('larger than allowed only once unpacked is refused', async () => {
    const server = await serving(gzipSync('x'.repeat(3000)), { 'Content-Encoding': 'gzip' });
    const download = requesterAt(server.url).download(`${server.url}/file`, {
      signal: never,
      maxBytes: 2000,
    });
    await expect(download).rejects.toThrow(UnexpectedReply);
  });
});

describe('a request', () => {
  it('says who asks, for which tool and under which id', async () => {
    const server = await answering(200, {});
    await requesterAt(server.url).json(z.unknown(), { ...call, method: 'POST', body: { a: 1 } });
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      body: '{"a":1}',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'runwhen-platform-mcp/9.9.9',
        'x-runwhen-mcp-tool': 'some_tool',
        'x-request-id': 'r-1',
      },
    });
  });

  it('repeats listed query values and leaves out missing ones', async () => {
    const server = await answering(200, {});
    const query = { severity: [1, 2], closed: false, search: 'a b&c', task: undefined, scope: null };
    await requesterAt(server.url).json(z.unknown(), { ...call, query });
    expect(server.requests[0]!.url).toBe('/api/v3/things?severity=1&severity=2&closed=false&search=a+b%26c');
  });

  it('keeps a path that the address has', async () => {
    const server = await answering(200, {});
    await requesterAt(`${server.url}/papi/`).json(z.unknown(), call);
    expect(server.requests[0]!.url).toBe('/papi/api/v3/things');
  });

  it('to the registry carries no credentials', async () => {
    const server = await answering(200, {});
    await requesterAt(server.url, {}, '').json(z.unknown(), { ...call, service: 'registry' });
    expect(server.requests[0]!.headers).not.toHaveProperty('authorization');
  });

  it('to the registry is not sent in an airgap', async () => {
    const server = await answering(200, {});
    const error = await rejection(
      requesterAt(server.url, { airgap: true }).json(z.unknown(), { ...call, service: 'registry' }),
    );
    expect(error).toMatchObject({ code: 'refused' });
    expect(error.message).toContain('RUNWHEN_AIRGAP');
    expect(server.requests).toEqual([]);
  });

  it('for a signed URL carries neither credentials nor trace', async () => {
    const server = await answering(200, {});
    await requesterAt(server.url).download(`${server.url}/log?sig=abc`, { signal: never });
    expect(server.requests[0]!.url).toBe('/log?sig=abc');
    expect(Object.keys(server.requests[0]!.headers).sort()).toEqual(['connection', 'host', 'user-agent']);
  });

  it.each(['', 'two words', 'line\nbreak'])('with the token %j is not sent', async (token) => {
    const server = await answering(200, {});
    const error = await rejection(requesterAt(server.url, {}, token).json(z.unknown(), call));
    expect(error).toMatchObject({ code: 'not_configured' });
    expect((error as { hint?: string }).hint).toMatch(/RUNWHEN_TOKEN.*--sandbox/);
    expect(server.requests).toEqual([]);
  });

  it.each(['', 'papi.test.runwhen.com', 'ftp://papi'])('to the address %j is not sent', async (address) => {
    const error = await rejection(requesterAt(address).json(z.unknown(), call));
    expect(error).toMatchObject({ code: 'not_configured' });
    expect(JSON.stringify(error)).toContain('RW_API_URL');
  });

  it('shares one connection with the hundred after it', async () => {
    const server = await answering(200, { results: [] });
    const request = requesterAt(server.url);
    for (let made = 0; made < 100; made += 1) await request.json(z.unknown(), call);
    expect(server.requests).toHaveLength(100);
    expect(server.connections()).toBe(1);
  });
});
