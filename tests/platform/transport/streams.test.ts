import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Cancelled, TimedOut, Unavailable } from '../../../src/errors/platform-errors.ts';
import { path } from '../../../src/platform/path.ts';
import { setBounds } from '../bounds.ts';
import { startServer } from '../http-server.ts';
import { never, rejection, requesterAt } from '../test-platform.ts';

const call = {
  path: path`/events`,
  signal: never,
  accept: 'text/event-stream',
  method: 'POST',
  body: {},
} as const;

/** Reads a stream to its end, or to where it breaks. */
async function drain(
  chunks: AsyncIterable<Uint8Array>,
  seen: string[] = [],
  onChunk = () => {},
): Promise<string[]> {
  for await (const chunk of chunks) {
    seen.push(new TextDecoder().decode(chunk));
    onChunk();
  }
  return seen;
}

describe('a stream', () => {
  it('arrives piece by piece', async () => {
    let sendTheRest = () => {};
    const server = await startServer((_, response) => {
      response.write('one');
      sendTheRest = () => response.end('two');
    });
    const chunks = await requesterAt(server.url).stream(call);
    expect(await drain(chunks, [], () => sendTheRest())).toEqual(['one', 'two']);
  });

  it('may take longer than its deadline as long as it is never silent for so long', async () => {
    const server = await startServer((_, response) => {
      let left = 6;
      const timer = setInterval(() => {
        response.write(String(left));
        left -= 1;
        if (left === 0) clearInterval(timer);
        if (left === 0) response.end();
      }, 150);
    });
    const chunks = await requesterAt(server.url).stream({ ...call, timeoutMs: 600 });
    expect((await drain(chunks)).join('')).toBe('654321');
  });

  it('that falls silent ends with TimedOut, after what had arrived', async () => {
    const server = await startServer((_, response) => void response.write('one'));
    const seen: string[] = [];
    const chunks = await requesterAt(server.url).stream({ ...call, timeoutMs: 500 });
    expect(await rejection(drain(chunks, seen))).toBeInstanceOf(TimedOut);
    expect(seen).toEqual(['one']);
  });

  it('that is never silent ends at its end all the same', async () => {
    const server = await startServer((_, response) => {
      const timer = setInterval(() => response.write(':'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const until = { at: performance.now() + 200, says: 'an answer may take 0.2 s' };
    const readAll = async () => drain(await requesterAt(server.url).stream({ ...call, until }));
    const error = await rejection(readAll());
    expect(error).toBeInstanceOf(TimedOut);
    expect(error.message).toContain('an answer may take 0.2 s');
  });

  it.each([
    ['a page', 'text/html', '<!doctype html><p>Log in', 'HTML'],
    ['an object', 'application/json', '{"detail": "no model is set"}', 'no model is set'],
  ])('that is %s is unexpected', async (_, type, body, said) => {
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'Content-Type': type });
      response.end(body);
    });
    const error = await rejection(requesterAt(server.url).stream(call));
    expect(error).toMatchObject({ code: 'unexpected_reply' });
    expect(error.message).toContain(said);
  });

  it('of one caller leaves the calls and the streams of others alone', async () => {
    setBounds({ callerStreams: 2, callerConnections: 2 });
    const server = await startServer((seen, response) => {
      if (seen.method === 'GET') return void response.end('{}');
      response.write('one');
    });
    const requester = requesterAt(server.url);
    const open = [await requester.stream(call), await requester.stream(call)];
    await expect(requester.stream(call)).rejects.toMatchObject({ code: 'rate_limited', retryable: true });
    expect(await requester.json(z.unknown(), { path: path`/x`, signal: never })).toEqual({});
    for await (const _ of open[0]!) break;
    await setImmediate();
    for await (const _ of await requester.stream(call)) break;
  });

  it('that is cut ends with Unavailable', async () => {
    const server = await startServer((_, response) => {
      response.write('one', () => response.destroy());
    });
    const chunks = await requesterAt(server.url).stream(call);
    expect(await rejection(drain(chunks))).toBeInstanceOf(Unavailable);
  });

  it('ends as soon as the caller cancels, and frees its connection', async () => {
    const caller = new AbortController();
    let closed!: Promise<void>;
    const server = await startServer((_, response) => {
      closed = new Promise((resolve) => response.on('close', resolve));
      response.write('one');
    });
    const chunks = await requesterAt(server.url).stream({ ...call, signal: caller.signal });
    expect(await rejection(drain(chunks, [], () => caller.abort()))).toBeInstanceOf(Cancelled);
    await closed;
  });

  it('frees its connection when its reader leaves', async () => {
    let closed!: Promise<void>;
    const server = await startServer((_, response) => {
      closed = new Promise((resolve) => response.on('close', resolve));
      response.write('one');
    });
    for await (const _ of await requesterAt(server.url).stream(call)) break;
    await closed;
    expect(server.requests).toHaveLength(1);
  });
});
