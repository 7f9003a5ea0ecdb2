import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { StreamFault } from '../../../src/sandbox/http/faults.ts';
import { getWorkspaceChatConfig } from '../../../src/tools/chat/get-workspace-chat-config.ts';
import { workspaceChat } from '../../../src/tools/chat/workspace-chat.ts';
import { setBounds } from '../../platform/bounds.ts';
import { toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const CHAT = /chat-pro-sse$/;
const SESSION = 'data: {"sessionId":"s-1"}\n\n';

/** What is answered where the assistant streams this. */
async function streamed(stream: StreamFault) {
  const bench = await toolBench();
  bench.sandbox.faults.add({ path: CHAT, stream });
  return bench;
}
const ask = { workspace_name, message: 'Why is checkout failing?' };

describe('workspace_chat', () => {
  test('answers with the message, its session and where to read it on', async () => {
    const { call, sandbox } = await toolBench();
    const answer = await call(workspaceChat, ask);
    expect(answer.message).toContain('checkout-api pods are crash-looping');
    expect(answer.chatUrl).toBe(
      `${sandbox.url}/workspace/checkout-prod/workspace-chat?session=${answer.sessionId}`,
    );
    expect(answer.chatExportLink).toContain(answer.sessionId);
    expect(answer).not.toHaveProperty('notes');
    expect(Object.keys(answer)[0]).toBe('message');
  });

  test('goes on where an earlier answer ended', async () => {
    const { call } = await toolBench();
    const first = await call(workspaceChat, { workspace_name, message: 'Is the analytics disk filling up?' });
    const second = await call(workspaceChat, {
      workspace_name,
      message: 'And what should I look at next?',
      session_id: first.sessionId,
    });
    expect(second.sessionId).toBe(first.sessionId);
    expect(second.message).toContain('gce-analytics-disk');
  });

  test('asks the named assistant, as the caller', async () => {
    const { call, sandbox } = await toolBench();
    await call(workspaceChat, { ...ask, persona_name: 'eager-edgar' });
    const { body } = sandbox.requests.find(({ path }) => CHAT.test(path))!;
    expect(body).toEqual({
      message: ask.message,
      workspaceName: workspace_name,
      personaName: 'eager-edgar',
      userId: 'ada@checkout.example',
      sessionId: null,
    });
  });

  test('tells how much has arrived while it streams', async () => {
    const { call } = await toolBench();
    const messages: string[] = [];
    await call(workspaceChat, ask, { onProgress: (message) => void messages.push(message) });
    expect(messages[0]).toMatch(/^\d+ characters/);
  });

  test('says that an assistant is unknown, and which there are', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(workspaceChat, { ...ask, persona_name: 'nobody' });
    expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining('"nobody"') });
    expect(JSON.stringify(error.detail)).toContain('eager-edgar');
  });

  test('needs a question', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(workspaceChat, { workspace_name, message: '' });
    expect(error.code).toBe('invalid_arguments');
  });
});

describe('a stream', () => {
  test('that is cut keeps what arrived, with a note', async () => {
    const { call } = await streamed({ chunks: [SESSION, 'data: {"message":"Half of "}\n\n'], end: 'cut' });
    const answer = await call(workspaceChat, ask);
    expect(answer).toMatchObject({ message: 'Half of ', sessionId: 's-1' });
    expect(answer.notes[0]).toContain('broke off');
  });

  test('may be cut into chunks anywhere, within characters too', async () => {
    const bytes = Buffer.from(`${SESSION}: keep-alive\r\n\r\ndata: {"message":"größer – 日本"}\r\n\r\n`);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) =>
      bytes.subarray(at * 7, at * 7 + 7),
    );
    const { call } = await streamed({ chunks });
    expect((await call(workspaceChat, ask)).message).toBe('größer – 日本');
  });

  test('that ends without a last blank line keeps its last event', async () => {
    const { call } = await streamed({ chunks: [SESSION, 'data: {"message":"all of it"}'] });
    expect((await call(workspaceChat, ask)).message).toBe('all of it');
  });

  test('with an error in the middle has both the error and what came before', async () => {
    const { call } = await streamed({
      chunks: [SESSION, 'data: {"message":"So far "}\n\n', 'data: {"error":"The model is busy"}\n\n'],
    });
    expect(await call(workspaceChat, ask)).toMatchObject({ message: 'So far ', error: 'The model is busy' });
  });

  test('with an event that is no JSON is read on, with a note', async () => {
    const { call } = await streamed({
      chunks: [SESSION, 'data: {"mess\n\n', 'data: {"message":"Still here"}\n\n'],
    });
    const answer = await call(workspaceChat, ask);
    expect(answer.message).toBe('Still here');
    expect(answer.notes[0]).toContain('could not be read');
  });

  test('that says nothing is an error', async () => {
    const { refusal } = await streamed({ chunks: [': nothing\n\n'] });
    const error = await refusal(workspaceChat, ask);
    expect(error).toMatchObject({ code: 'unexpected_reply', hint: expect.stringContaining('Ask again') });
  });

  test('that is cancelled ends with the session in the error', async () => {
    const { refusal } = await streamed({
      chunks: [SESSION, 'data: {"message":"Let me see"}\n\n'],
      end: 'hang',
    });
    const cancel = new AbortController();
    const error = await refusal(workspaceChat, ask, {
      signal: cancel.signal,
      onProgress: () => cancel.abort(),
    });
    expect(error).toMatchObject({ code: 'cancelled', detail: { sessionId: 's-1' } });
  });

  test('that goes on for longer than hosts wait without progress is answered as far as it came', async () => {
    const bench = await toolBench();
    const chunks = [SESSION, 'data: {"message":"Let me see"}\n\n'];
    bench.sandbox.faults.add({ path: CHAT, stream: { chunks, end: 'hang' } });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const answer = await bench.call(workspaceChat, ask, {
      impatient: true,
      onProgress: () => void vi.advanceTimersByTimeAsync(45_000),
    });
    expect(answer).toMatchObject({ message: 'Let me see', sessionId: 's-1' });
    expect(answer.next).toContain('session_id="s-1"');
    expect(answer.notes[0]).toContain('within 45 s');
  });

  test('that has not begun by then is no error: the answer says how to go on', async () => {
    const bench = await toolBench({ environment: { MCP_WAIT_WITHOUT_PROGRESS_S: '1' } });
    bench.sandbox.faults.add({ path: CHAT, stream: { chunks: [], end: 'hang' } });
    const first = await bench.call(workspaceChat, ask);
    expect(first).toEqual({
      status: 'no_answer_yet',
      next: expect.stringContaining('Ask again'),
      notes: [expect.stringContaining('within the 1 s')],
    });
    const second = await bench.call(workspaceChat, { ...ask, session_id: 's-1' });
    expect(second).toMatchObject({ status: 'no_answer_yet', sessionId: 's-1' });
    expect(second.next).toContain('session_id="s-1", message="Please go on.")');
  });

  test('that the assistant itself does not begin in its own time stays an error', async () => {
    const { refusal } = await streamed({ chunks: [], end: 'hang' });
    setBounds({ chatSilence: 300 });
    expect(await refusal(workspaceChat, ask)).toMatchObject({ code: 'timed_out' });
  });

  test('that is slow is heard to its end where the host hears progress', async () => {
    const bench = await toolBench({ environment: { MCP_WAIT_WITHOUT_PROGRESS_S: '1' } });
    const chunks = [SESSION, 'data: {"message":"Let me "}\n\n', 'data: {"message":"see"}\n\n'];
    bench.sandbox.faults.add({ path: CHAT, stream: { chunks, everyMs: 700 } });
    const answer = await bench.call(workspaceChat, ask, { onProgress: () => {} });
    expect(answer.message).toBe('Let me see');
    expect(answer).not.toHaveProperty('next');
  });

  test('whose export link cannot be had is an answer all the same', async () => {
    const { call, sandbox } = await toolBench();
    sandbox.faults.add({ path: /chat-export-url$/, status: 500 });
    const answer = await call(workspaceChat, ask);
    expect(answer.message).toContain('checkout');
    expect(answer).not.toHaveProperty('chatExportLink');
    expect(answer.notes).toEqual([expect.stringContaining('no export link')]);
  });
});

describe('get_workspace_chat_config', () => {
  test('answers with the rules and commands of all scopes', async () => {
    const { call } = await toolBench();
    const { rules, commands } = await call(getWorkspaceChatConfig, { workspace_name });
    const scopes = new Set(rules.map(({ scope_type }: { scope_type: string }) => scope_type));
    expect(scopes).toContain('workspace');
    expect(scopes).toContain('persona');
    expect(commands.length).toBeGreaterThan(0);
  });

  test.each([
    ['eager-edgar', true],
    ['checkout-prod--eager-edgar', true],
    ['dev-danica', false],
  ])('has what reaches %s alone', async (persona_name, isEdgar) => {
    const { call } = await toolBench();
    const all = await call(getWorkspaceChatConfig, { workspace_name });
    const own = await call(getWorkspaceChatConfig, { workspace_name, persona_name });
    const personal = all.rules.filter(({ scope_type }: { scope_type: string }) => scope_type === 'persona');
    expect(personal.length).toBeGreaterThan(0);
    expect(all.rules.length - own.rules.length).toBe(isEdgar ? 0 : personal.length);
  });
});
