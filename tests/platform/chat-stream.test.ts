import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChatStream, type StreamedAnswer } from '../../src/platform/chat-stream.ts';
import { setBounds } from './bounds.ts';

async function* chunked(bytes: Uint8Array, cuts: number[]): AsyncGenerator<Uint8Array> {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [index, place] of places.slice(1).entries()) yield bytes.slice(places[index], place);
}

function read(text: string, cuts: number[] = []): Promise<StreamedAnswer> {
  return readChatStream(chunked(new TextEncoder().encode(text), cuts));
}

function event(fields: unknown): string {
  return `data: ${JSON.stringify(fields)}\n\n`;
}

describe('the chat stream', () => {
  it('adds up the pieces of the message', async () => {
    const { parts } = await read(event({ message: 'Two pods ' }) + event({ message: 'crash.' }));
    expect(parts).toEqual({ message: 'Two pods crash.' });
  });

  it('tells each piece as it arrives', async () => {
    const pieces: string[] = [];
    const bytes = new TextEncoder().encode(
      event({ message: 'a' }) + event({ widgets: [1] }) + event({ message: 'b' }),
    );
    await readChatStream(chunked(bytes, []), (text) => pieces.push(text));
    expect(pieces).toEqual(['a', 'b']);
  });

  it('takes the first session and the last export address', async () => {
    const { parts } = await read(
      event({ sessionId: 's1', exportUrl: '/one' }) + event({ sessionId: 's2', export_url: '/two' }),
    );
    expect(parts).toEqual({ sessionId: 's1', exportUrl: '/two' });
  });

  it('prefers exportUrl to export_url in one event', async () => {
    const { parts } = await read(event({ exportUrl: '/camel', export_url: '/snake' }));
    expect(parts.exportUrl).toBe('/camel');
  });

  it('collects lists in order and leaves out empty ones', async () => {
    const { parts } = await read(
      event({ widgets: [1], resources: [] }) + event({ widgets: [2, 3], functionCalls: [{ name: 'f' }] }),
    );
    expect(parts).toEqual({ widgets: [1, 2, 3], functionCalls: [{ name: 'f' }] });
  });

  it('keeps what came before and after an error, and drops what came with it', async () => {
    const { parts } = await read(
      event({ message: 'a' }) + event({ error: 'overloaded', message: 'lost' }) + event({ message: 'b' }),
    );
    expect(parts).toEqual({ message: 'ab', error: 'overloaded' });
  });

  it.each([
    ['an object with a message', 'data: {"error": {"message": "boom"}}\n\n'],
    ['plain text in an error event', 'event: error\ndata: boom\n\n'],
  ])('reads an error that is %s', async (_, text) => {
    expect((await read(text)).parts).toEqual({ error: 'boom' });
  });

  it.each([
    ['without a space after data:', 'data:{"message":"hi"}\n\n'],
    ['with CRLF', 'data: {"message":"hi"}\r\n\r\n'],
    ['among comments and other fields', ': ping\nid: 7\nevent: delta\nretry: 10\ndata: {"message":"hi"}\n\n'],
    ['over several data lines', 'data: {"message":\ndata: "hi"}\n\n'],
    ['without a newline at the end', 'data: {"message":"hi"}'],
    ['before the end marker', 'data: {"message":"hi"}\n\ndata: [DONE]\n\n'],
    ['in one event with another', 'data: {"message":"h"}\ndata: {"message":"i"}\n\n'],
    ['with null fields', 'data: {"message":"hi","error":null,"sessionId":null,"widgets":null}\n\n'],
  ])('reads a message %s', async (_, text) => {
    expect(await read(text)).toEqual({ parts: { message: 'hi' }, unreadable: 0 });
  });

  it.each(['data: {"message": \n\n', 'data: 7\n\n', 'data: ["message"]\n\n', 'data: null\n\n'])(
    'counts what is no JSON object and goes on: %j',
    async (broken) => {
      const answer = await read(`${event({ message: 'a' })}${broken}${event({ message: 'b' })}`);
      expect(answer).toEqual({ parts: { message: 'ab' }, unreadable: 1 });
    },
  );

  it('keeps what had arrived when the stream breaks', async () => {
    async function* breaking() {
      yield new TextEncoder().encode(event({ message: 'half', sessionId: 's' }));
      throw new Error('cut');
    }
    const answer = await readChatStream(breaking());
    expect(answer.parts).toEqual({ message: 'half', sessionId: 's' });
    expect(answer.broken).toEqual(new Error('cut'));
  });

  it('that never ends is kept as far as the bound on answers', async () => {
    setBounds({ chatAnswer: 100_000 });
    let sent = 0;
    async function* endless() {
      for (; sent < 1000; sent += 1) yield new TextEncoder().encode(event({ message: 'x'.repeat(1000) }));
    }
    const { parts, broken } = await readChatStream(endless());
    expect(parts.message!.length).toBeLessThan(110_000);
    expect(parts.message!.length).toBeGreaterThan(90_000);
    expect(broken).toMatchObject({ code: 'unexpected_reply' });
    expect(sent).toBeLessThan(110);
  });

  it('keeps what came before an event without end', async () => {
    setBounds({ chatEvent: 100_000 });
    let sent = 0;
    async function* endless() {
      yield new TextEncoder().encode(event({ message: 'before' }));
      yield new TextEncoder().encode('data: {"message": "');
      for (; sent < 1000; sent += 1) yield new TextEncoder().encode('x'.repeat(1000));
    }
    const { parts, broken } = await readChatStream(endless());
    expect(parts).toEqual({ message: 'before' });
    expect(broken).toMatchObject({ code: 'unexpected_reply' });
    expect(sent).toBeLessThan(110);
  });

  it('reads many short events whose sum is more than one may hold', async () => {
    setBounds({ chatEvent: 1000 });
    const { parts, broken } = await read(event({ message: 'x'.repeat(100) }).repeat(50), [300, 700, 5000]);
    expect(broken).toBeUndefined();
    expect(parts.message).toHaveLength(5000);
  });

  it.each([
    ['events that are no JSON', 'data: {"x"\n\n'],
    ['events that are no objects', 'event: x\ndata: 1\n\n'],
    ['lines in one event', 'data: {\n'],
    ['lines that end like JSON', 'data: {"a":}\n'],
    ['error events', 'event: error\ndata: {\n\n'],
    ['lines of no protocol', ':\nx\n'],
    ['fields that nobody knows', ':\nx: y\n'],
    ['times to wait that are none', ':\nretry: soon\n'],
  ])('ends at %s without end, and keeps what came before', async (_, rubbish) => {
    setBounds({ chatRubbish: 50 });
    let sent = 0;
    async function* endless() {
      yield new TextEncoder().encode(event({ message: 'before' }));
      for (; sent < 200; sent += 1) yield new TextEncoder().encode(`${rubbish.repeat(10)}\n`);
    }
    const { parts, broken } = await readChatStream(endless());
    expect(parts.message).toBe('before');
    expect(broken).toMatchObject({ message: expect.stringContaining('could not be read as events') });
    expect(sent).toBeLessThan(20);
  });

  it.each([
    ['objects in one event', 'data: {"message":"a"}\ndata: {"message":"b"}\n\n', 200],
    ['objects over lines', 'data: {\ndata:   "message": "a"\ndata: }\n\n', 100],
    ['empty data', 'data\n\ndata: \n\ndata: {"message":"a"}\n\n', 100],
    ['comments and known fields', ': ping\nid: 7\nretry: 10\nevent: x\ndata: {"message":"a"}\n\n', 100],
  ])('reads any number of %s', async (_, text, length) => {
    setBounds({ chatRubbish: 10 });
    const { parts, broken, unreadable } = await read(text.repeat(100));
    expect({ broken, unreadable }).toEqual({ broken: undefined, unreadable: 0 });
    expect(parts.message).toHaveLength(length);
  });

  it('leaves out an event that is nested without end, and goes on', async () => {
    const deep = `data: {"widgets":[${'['.repeat(60_000)}${']'.repeat(60_000)}]}\n\n`;
    const answer = await read(deep + event({ message: 'after' }));
    expect(answer).toEqual({ parts: { message: 'after' }, unreadable: 1 });
  });

  it('reads the same however the bytes are cut', async () => {
    const piece = fc.record(
      {
        message: fc.string({ unit: 'grapheme' }),
        sessionId: fc.uuid(),
        widgets: fc.array(fc.jsonValue()),
        error: fc.string({ unit: 'grapheme' }),
      },
      { requiredKeys: [] },
    );
    const line = fc.oneof(
      piece.map((fields) => `data: ${JSON.stringify(fields)}`),
      fc.constantFrom(': ping', 'data: [DONE]', 'data:', 'event: delta', 'data: {"cut', 'id: 3'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.constantFrom('\n\n', '\r\n\r\n', '\n'),
        fc.array(fc.nat(10_000), { maxLength: 30 }),
        async (lines, separator, cuts) => {
          const text = lines.join(separator);
          expect(await read(text, cuts)).toEqual(await read(text));
        },
      ),
    );
  });

  it('gives back every message that was sent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.array(fc.nat(10_000)),
        async (messages, cuts) => {
          const { parts } = await read(messages.map((message) => event({ message })).join(''), cuts);
          expect(parts.message ?? '').toBe(messages.join(''));
        },
      ),
    );
  });
});
