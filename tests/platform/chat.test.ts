import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { setBounds } from './bounds.ts';
import { type Handler, sendJson, startServer, type TestServer } from './http-server.ts';
import { never, platformAt, rejection } from './test-platform.ts';

const ME = { id: 7, username: 'ada', email: 'ada@example.com' };

interface Parts {
  answer: Handler;
  exportUrl?: Handler;
  me?: unknown;
}

/** A platform whose assistant gives one answer. */
function assistant({ answer, exportUrl, me = ME }: Parts): Promise<TestServer> {
  return startServer((seen, response) => {
    if (seen.url.endsWith('/chat-pro-sse')) return answer(seen, response);
    if (seen.url.endsWith('/chat-export-url') && exportUrl) return exportUrl(seen, response);
    if (seen.url === '/api/v3/users/whoami') return sendJson(response, 200, me);
    sendJson(response, 404, {});
  });
}

function stream(response: ServerResponse, ...events: unknown[]): ServerResponse {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
  return response;
}

const ask = (server: TestServer, more = {}) =>
  platformAt(server.url).chat.ask('my ws', { message: 'What fails?', ...more }, { signal: never });

describe('a question to the assistant', () => {
  it('is sent with who asks, and answered with links', async () => {
    const server = await assistant({
      answer: (_, response) => void stream(response, { sessionId: 's/1' }, { message: 'Nothing.' }).end(),
      exportUrl: (_, response) => sendJson(response, 200, { export_url: '/workspace/my-ws/chat-export/x' }),
    });
    expect(await ask(server)).toEqual({
      message: 'Nothing.',
      sessionId: 's/1',
      chatUrl: 'https://app.test.runwhen.com/workspace/my%20ws/workspace-chat?session=s%2F1',
      chatExportLink: 'https://app.test.runwhen.com/workspace/my-ws/chat-export/x',
      notes: [],
    });
    const sent = server.requests.find(({ url }) => url === '/api/v1/workspaces/my%20ws/chat-pro-sse')!;
    expect(sent.headers.accept).toBe('text/event-stream');
    expect(JSON.parse(sent.body)).toEqual({
      message: 'What fails?',
      workspaceName: 'my ws',
      personaName: 'default',
      userId: 'ada@example.com',
      sessionId: null,
    });
  });

  it('ends at the bound on whole answers, however lively the answer is', async () => {
    setBounds({ chatWhole: 400 });
    const server = await assistant({
      answer: (_, response) => {
        stream(response, { message: 'So far.' });
        const beat = setInterval(() => response.write(': alive\n\n'), 20);
        response.on('close', () => clearInterval(beat));
      },
    });
    const { message, brokenOff, notes } = await ask(server);
    expect({ message, brokenOff }).toEqual({ message: 'So far.', brokenOff: true });
    expect(notes.join()).toContain('an answer may take 0.4 s');
  });

  it('goes to the chosen assistant and continues the given chat', async () => {
    const server = await assistant({
      answer: (_, response) => void stream(response, { message: 'Yes.' }).end(),
    });
    await ask(server, { assistant: 'eager-edgar', sessionId: 's1' });
    const sent = server.requests.find(({ url }) => url.endsWith('chat-pro-sse'))!;
    expect(JSON.parse(sent.body)).toMatchObject({ personaName: 'eager-edgar', sessionId: 's1' });
  });

  it('names a user without an address by number', async () => {
    const server = await assistant({
      me: { id: 7 },
      answer: (_, response) => void stream(response, { message: 'Yes.' }).end(),
    });
    await ask(server);
    expect(JSON.parse(server.requests.at(-1)!.body).userId).toBe('7');
  });

  it('fails where the platform does not say who asks', async () => {
    const server = await startServer((_, response) => sendJson(response, 401, {}));
    await expect(ask(server)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(server.requests).toHaveLength(1);
  });

  it('takes the export address from the stream without asking for it', async () => {
    const server = await assistant({
      answer: (_, response) =>
        void stream(response, { sessionId: 's', exportUrl: 'https://x/y', message: 'a' }).end(),
    });
    expect((await ask(server)).chatExportLink).toBe('https://x/y');
    expect(server.requests.some(({ url }) => url.endsWith('chat-export-url'))).toBe(false);
  });

  it('says why there is no export link', async () => {
    const server = await assistant({
      answer: (_, response) => void stream(response, { sessionId: 's', message: 'a' }).end(),
    });
    const answer = await ask(server);
    expect(answer).not.toHaveProperty('chatExportLink');
    expect(answer.notes).toEqual([expect.stringContaining('no export link')]);
  });

  it('keeps what had arrived when the connection is cut', async () => {
    const server = await assistant({
      answer: (_, response) => {
        stream(response).write('data: {"message":"Half an ans"}\n\ndata: {"mess', () => response.destroy());
      },
    });
    const answer = await ask(server);
    expect(answer.message).toBe('Half an ans');
    expect(answer.notes[0]).toContain('broke off');
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [500, 'unavailable'],
  ])('refused with status %i is %s', async (status, code) => {
    const server = await assistant({ answer: (_, response) => sendJson(response, status, {}) });
    await expect(ask(server)).rejects.toMatchObject({ code });
  });

  it('that is answered with nothing at all is an error', async () => {
    const server = await assistant({ answer: (_, response) => void stream(response).end() });
    await expect(ask(server)).rejects.toMatchObject({ code: 'unexpected_reply' });
  });

  it('that is answered with a web page is an error', async () => {
    const server = await assistant({
      answer: (_, response) =>
        void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Log in</html>'),
    });
    await expect(ask(server)).rejects.toMatchObject({ code: 'unexpected_reply' });
  });

  it('that is cancelled tells the session to go on with', async () => {
    const caller = new AbortController();
    const server = await assistant({
      answer: (_, response) => void stream(response, { sessionId: 's1', message: 'a' }),
    });
    const question = platformAt(server.url).chat.ask(
      'ws',
      { message: 'What fails?' },
      { signal: caller.signal, onDelta: () => caller.abort() },
    );
    expect(await rejection(question)).toMatchObject({ code: 'cancelled', detail: { sessionId: 's1' } });
  });
});
