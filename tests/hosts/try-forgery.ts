import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROGRAM } from '../e2e/stdio-server.ts';
import { authorized, lastMessage, post } from '../server/http/http-bench.ts';
import type { Deletable } from './deletable.ts';
import { deletions, freshName, http, other, sandbox } from './try-confirmation.ts';

type Json = Record<string, unknown>;

interface Era {
  revision: string;
  /** What each request carries. */
  meta: Json;
}

const CAPABILITIES = { elicitation: { form: {} } };
const FORGER = { name: 'forger', version: '1.0.0' };

const NEWER: Era = {
  revision: '2026-07-28',
  meta: {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': FORGER,
    'io.modelcontextprotocol/clientCapabilities': CAPABILITIES,
  },
};
const OLDER: Era = { revision: '2025-11-25', meta: {} };

/** Sends a request as it is and gives the reply's message; whatever the server asks meanwhile is left unanswered. */
type Send = (method: string, params: Json) => Promise<Json>;

interface Forger {
  send: Send;
  end(): Promise<unknown>;
}

async function overHttp(era: Era): Promise<Forger> {
  const send: Send = async (method, params) => {
    const headers = {
      ...authorized(sandbox.token),
      'mcp-protocol-version': era.revision,
      ...(era === NEWER ? { 'mcp-method': method, 'mcp-name': String(params.name) } : {}),
    };
    const reply = await post(http.url, { jsonrpc: '2.0', id: 1, method, params }, { headers });
    return lastMessage(await reply.text());
  };
  return { send, end: async () => {} };
}

async function overStdio(era: Era): Promise<Forger> {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { RW_API_URL: sandbox.url, RUNWHEN_AGENT_URL: sandbox.url, RUNWHEN_TOKEN: sandbox.token },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const heard: ((message: Json) => void)[] = [];
  createInterface(child.stdout).on('line', (line) => {
    for (const hear of heard) hear(JSON.parse(line));
  });
  const write = (message: Json) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  let last = 0;
  const send: Send = (method, params) => {
    last += 1;
    const id = `request-${last}`;
    // The older era's server asks while the call goes on; that it asks is the answer.
    const reply = new Promise<Json>((resolve) => {
      heard.push((message) => {
        if (message.id === id || message.method === 'elicitation/create') resolve(message);
      });
    });
    write({ id, method, params });
    return reply;
  };
  if (era === OLDER) {
    const { revision: protocolVersion } = era;
    await send('initialize', { protocolVersion, capabilities: CAPABILITIES, clientInfo: FORGER });
    write({ method: 'notifications/initialized' });
  }
  const end = () => {
    child.stdin.end();
    return once(child, 'exit');
  };
  return { send, end };
}

/** Where and in which era an agreement can be forged, and what the server asks or answers all the same. */
export const FORGERIES = [
  { era: NEWER, place: 'over HTTP', connect: overHttp, asks: /"input_required"/ },
  { era: NEWER, place: 'over stdio', connect: overStdio, asks: /"input_required"/ },
  { era: OLDER, place: 'over HTTP', connect: overHttp, asks: /confirmation_required/ },
  { era: OLDER, place: 'over stdio', connect: overStdio, asks: /"elicitation\/create"/ },
];

/** Answers, without having been asked, that a person agreed: with the states of no question, and of another object's. */
export function tryForgery(
  { era, connect, asks }: (typeof FORGERIES)[number],
  kinds: readonly Deletable[],
): void {
  let send: Send;
  let end: () => Promise<unknown>;
  beforeAll(async () => {
    ({ send, end } = await connect(era));
  });
  afterAll(() => end());

  test.each(kinds)('$tool deletes nothing', { timeout: 120_000 }, async (kind) => {
    const [args, another] = [await kind.make(other, freshName()), await kind.make(other, freshName())];
    const before = deletions(kind.path);
    const { confirm: ofAnother } = await other.call(kind.tool, another);
    const inputResponses = { agreement: { action: 'accept', content: {} } };
    for (const requestState of [undefined, '', '00000000-00000000', ofAnother]) {
      const reply = await send('tools/call', {
        ...{ name: kind.tool, arguments: args, inputResponses },
        ...(requestState === undefined ? {} : { requestState }),
        _meta: era.meta,
      });
      expect(JSON.stringify(reply), String(requestState)).toMatch(asks);
    }
    expect(deletions(kind.path)).toBe(before);
  });
}
