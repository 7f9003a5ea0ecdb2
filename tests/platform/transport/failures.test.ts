import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { Cancelled, RateLimited, TimedOut, Unavailable } from '../../../src/errors/platform-errors.ts';
import { path } from '../../../src/platform/path.ts';
import { answering, closedPort, type Handler, sendJson, startServer } from '../http-server.ts';
import { never, rejection, requesterAt } from '../test-platform.ts';

const read = { path: path`/api/v3/things`, signal: never };
const write = { ...read, method: 'POST', body: { a: 1 } } as const;

/** Answers the first calls with `first`, all later ones well. */
function failingAtFirst(first: Handler[], last: Handler = (_, response) => sendJson(response, 200, 'done')) {
  return startServer((seen, response) => (first.shift() ?? last)(seen, response));
}

const status =
  (code: number, headers = {}): Handler =>
  (_, response) =>
    sendJson(response, code, { detail: 'no' }, headers);

const hangUp: Handler = (_, response) => void response.destroy();

const cutInTheMiddle: Handler = (_, response: ServerResponse) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1000 });
  response.write('{"results": [', () => response.destroy());
};

const silence: Handler = () => {};

describe('a read', () => {
  it.each([
    ['status 502', status(502)],
    ['status 503', status(503)],
    ['status 504', status(504)],
    ['status 429', status(429, { 'Retry-After': '0' })],
    ['a hang-up', hangUp],
    ['a reply cut in the middle', cutInTheMiddle],
  ])('is made again after %s', async (_, failure) => {
    const server = await failingAtFirst([failure, failure]);
    expect(await requesterAt(server.url).json(z.unknown(), read)).toBe('done');
    expect(server.requests).toHaveLength(3);
  });

  it('is given up after three attempts', async () => {
    const server = await answering(503, { detail: 'Maintenance' });
    await expect(requesterAt(server.url).json(z.unknown(), read)).rejects.toThrow(Unavailable);
    expect(server.requests).toHaveLength(3);
  });

  it.each([400, 401, 403, 404, 409, 422, 500])('is not made again after status %i', async (code) => {
    const server = await answering(code, {});
    await rejection(requesterAt(server.url).json(z.unknown(), read));
    expect(server.requests).toHaveLength(1);
  });

  it('does not wait longer than its deadline for a platform that is too busy', async () => {
    const server = await answering(429, { detail: 'Slow down' }, { 'Retry-After': '3600' });
    const error = await rejection(requesterAt(server.url).json(z.unknown(), read));
    expect(error).toBeInstanceOf(RateLimited);
    expect(error).toMatchObject({ retryable: true, detail: { retry_after_s: 3600 } });
    expect(server.requests).toHaveLength(1);
  });

  it('says so when the connection broke each time', async () => {
    const server = await startServer(cutInTheMiddle);
    const error = await rejection(requesterAt(server.url).json(z.unknown(), read));
    expect(error).toBeInstanceOf(Unavailable);
    expect(error.message).toContain('closed the connection');
  });
});

describe('a write', () => {
  it.each([
    ['status 503', status(503)],
    ['status 429', status(429, { 'Retry-After': '0' })],
    ['a hang-up', hangUp],
    ['a reply cut in the middle', cutInTheMiddle],
  ])('is never made again after %s', async (_, failure) => {
    const server = await failingAtFirst([failure]);
    await rejection(requesterAt(server.url).json(z.unknown(), write));
    expect(server.requests).toHaveLength(1);
  });

  it('is made again where a repeat does no harm', async () => {
    const server = await failingAtFirst([hangUp]);
    expect(await requesterAt(server.url).json(z.unknown(), { ...write, repeatable: true })).toBe('done');
    expect(server.requests.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
  });

  it('that may have been carried out says to look before repeating it', async () => {
    const server = await startServer(hangUp);
    const error = await rejection(requesterAt(server.url).json(z.unknown(), write));
    expect(error).toMatchObject({ hint: expect.stringContaining('look for its effect') });
  });

  it('is made again when nothing listened the first time', async () => {
    const port = await closedPort();
    const answer = requesterAt(`http://127.0.0.1:${port}`).json(z.unknown(), write);
    const late = createHttpServer((_, response) => sendJson(response, 201, 'done'));
    setTimeout(() => late.listen(port, '127.0.0.1'), 100);
    onTestFinished(() => void late.close());
    expect(await answer).toBe('done');
  });
});

describe('a connection', () => {
  it('that is refused names the address and what to check', async () => {
    const port = await closedPort();
    const error = await rejection(requesterAt(`http://127.0.0.1:${port}`).json(z.unknown(), read));
    expect(error.message).toContain(`127.0.0.1:${port}`);
    expect(error).toMatchObject({ code: 'unavailable', hint: expect.stringContaining('RW_API_URL') });
  });

  it('to a host that does not exist says so', async () => {
    const error = await rejection(requesterAt('http://papi.does-not-exist.invalid').json(z.unknown(), read));
    expect(error.message).toContain('papi.does-not-exist.invalid has no known IP address');
  });

  it('with https to a service that speaks http says so', async () => {
    const server = await answering(200, {});
    const error = await rejection(requesterAt(server.url.replace('http:', 'https:')).json(z.unknown(), read));
    expect(error).toMatchObject({ hint: expect.stringContaining('http://') });
  });

  it('with http to a service that speaks TLS is an error', async () => {
    const server = createTlsServer({}, () => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    await expect(requesterAt(`http://127.0.0.1:${port}`).json(z.unknown(), read)).rejects.toThrow(
      Unavailable,
    );
  });
});

describe('a certificate', () => {
  it('that is not trusted is named as the reason, with how to trust it', async () => {
    const pem = (name: string) => readFileSync(new URL(`self-signed.${name}.pem`, import.meta.url));
    const server = createTlsServer({ key: pem('key'), cert: pem('cert') }, () => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const error = await rejection(requesterAt(`https://127.0.0.1:${port}`).json(z.unknown(), read));
    expect(error.message).toContain('certificate that is not trusted');
    expect(error).toMatchObject({ hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') });
  });
});

describe('a configuration that cannot work', () => {
  it('is not tried three times', async () => {
    const server = await answering(200, {});
    await rejection(requesterAt(server.url.replace('http:', 'https:')).json(z.unknown(), read));
    expect(server.connections()).toBe(1);
  });
});

describe('silence', () => {
  it('ends at the deadline and says what was asked', async () => {
    const server = await startServer(silence);
    const error = await rejection(requesterAt(server.url).json(z.unknown(), { ...read, timeoutMs: 50 }));
    expect(error).toBeInstanceOf(TimedOut);
    expect(error.message).toContain('GET /api/v3/things within 0.05 s');
  });

  it('in the middle of a reply ends at the deadline', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('{');
    });
    const answer = requesterAt(server.url).json(z.unknown(), { ...read, timeoutMs: 50 });
    await expect(answer).rejects.toThrow(TimedOut);
  });

  it('ends when the caller cancels', async () => {
    const caller = new AbortController();
    const server = await startServer(() => caller.abort());
    const answer = requesterAt(server.url).json(z.unknown(), { ...read, signal: caller.signal });
    await expect(answer).rejects.toThrow(Cancelled);
  });

  it('frees its connection when the caller cancels', async () => {
    const caller = new AbortController();
    let isClosed = () => {};
    const closed = new Promise<void>((resolve) => {
      isClosed = resolve;
    });
    const server = await startServer((_, response) => {
      response.on('close', isClosed);
      caller.abort();
    });
    const call = { ...read, signal: caller.signal };
    await expect(requesterAt(server.url).json(z.unknown(), call)).rejects.toThrow(Cancelled);
    await closed;
  });
});

describe('cancellation', () => {
  it('before the call sends nothing', async () => {
    const server = await answering(200, {});
    const call = { ...read, signal: AbortSignal.abort() };
    await expect(requesterAt(server.url).json(z.unknown(), call)).rejects.toThrow(Cancelled);
    expect(server.requests).toEqual([]);
  });

  it('is heard while a retry is waited for', async () => {
    const caller = new AbortController();
    const server = await startServer((_, response) => {
      sendJson(response, 429, {}, { 'Retry-After': '20' });
      setTimeout(() => caller.abort(), 20);
    });
    const answer = requesterAt(server.url).json(z.unknown(), { ...read, signal: caller.signal });
    await expect(answer).rejects.toThrow(Cancelled);
    expect(server.requests).toHaveLength(1);
  });
});

describe('one signal', () => {
  it('serves many calls at a time without a warning', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    const server = await answering(200, 'done');
    const request = requesterAt(server.url);
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 30 }, () => request.json(z.unknown(), { ...read, signal })));
    expect(warnings).toEqual([]);
  });
});

describe('a reply that is no HTTP', () => {
  const speak =
    (bytes: string): Handler =>
    (_, response) =>
      void response.socket!.end(bytes);

  it.each(['SSH-2.0-OpenSSH_9.6\r\n', 'HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n', '\u0000'])(
    'is named as such: %j',
    async (bytes) => {
      const server = await startServer(speak(bytes));
      const error = await rejection(requesterAt(server.url).json(z.unknown(), read));
      expect(error).toMatchObject({
        code: 'unavailable',
        hint: expect.not.stringContaining('look for its effect'),
      });
    },
  );

  it('to a write says that it may have been carried out', async () => {
    const server = await startServer(speak('SSH-2.0-OpenSSH_9.6\r\n'));
    const error = await rejection(requesterAt(server.url).json(z.unknown(), write));
    expect(error).toMatchObject({
      code: 'unavailable',
      hint: expect.stringContaining('look for its effect'),
    });
    expect(server.requests).toHaveLength(1);
  });
});
