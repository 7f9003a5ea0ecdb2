import { describe, expect, it } from 'vitest';
import { Cancelled, TimedOut, Unavailable } from '../../../src/errors/platform-errors.ts';
import { path } from '../../../src/platform/path.ts';
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
    const server = await startServer((_, response) => {
      response.write('one');
      setTimeout(() => response.end('two'), 20);
    });
    expect(await drain(await requesterAt(server.url).stream(call))).toEqual(['one', 'two']);
  });

  it('may take longer than its deadline as long as it is never silent for so long', async () => {
    const server = await startServer((_, response) => {
      let left = 6;
      const timer = setInterval(() => {
        response.write(String(left));
        left -= 1;
        if (left === 0) clearInterval(timer);
        if (left === 0) response.end();
      }, 50);
    });
    const chunks = await requesterAt(server.url).stream({ ...call, timeoutMs: 200 });
    expect((await drain(chunks)).join('')).toBe('654321');
  });

  it('that falls silent ends with TimedOut, after what had arrived', async () => {
    const server = await startServer((_, response) => void response.write('one'));
    const seen: string[] = [];
    const chunks = await requesterAt(server.url).stream({ ...call, timeoutMs: 100 });
    expect(await rejection(drain(chunks, seen))).toBeInstanceOf(TimedOut);
    expect(seen).toEqual(['one']);
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
