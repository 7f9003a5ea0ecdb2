import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JSONRPCMessage, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { BOUNDS } from '../../config/bounds.ts';
import type { Config } from '../../config/schema.ts';
import type { Logger } from '../../log/logger.ts';
import type { Pools } from '../../platform/transport/pool.ts';
import type { AuditTrail } from '../audit/audited-call.ts';
import { createBackend } from '../backend.ts';
import { createServer } from '../create-server.ts';
import { addressesIn, createFollowing, type Following } from '../following.ts';
import { loadForCalls } from '../load-for-calls.ts';
import { traceCalls } from '../trace-calls.ts';
import type { Opened } from './opening.ts';
import { createStdioTransport, type StdioTransport } from './transport.ts';

/** Longest time for an orderly shutdown; then the process ends anyway. */
const STOP_WITHIN_MS = 800;
/** How long requests that arrived before the input closed may take; then they are cancelled. */
const FINISH_WITHIN_MS = 5_000;
/** How long a cancelled call may take to answer, with the id of what it started. */
const ANSWER_WITHIN_MS = 1_000;

export interface Conversation {
  config: Config;
  log: Logger;
  /** Where calls that change or execute leave their trace. */
  trail: AuditTrail | undefined;
  /** Resolves with the signal that asks the process to end. */
  signalled: Promise<string>;
  input: Readable;
  output: Writable;
  /** What was read of the input before. */
  opened: Opened;
  /** The connections to use in place of those to the platform. */
  pools?: Pools;
  /** Prepares for a first call, once what calls need is loaded; not done where a call came before that. */
  prepare?(): Promise<unknown>;
}

/** Serves one connection with the SDK until the input closes or a signal comes; then closes what is open. */
export async function converse(conversation: Conversation): Promise<void> {
  const { config, log, trail, signalled, input, output, opened } = conversation;
  const telemetry = config.telemetry === 'otel' ? loadTelemetry(config, log) : undefined;
  const backend = createBackend(config, {
    wrapPools: async (pools) => conversation.pools ?? (await telemetry)?.wrapPools(pools) ?? pools,
  });
  const cancel = new AbortController();
  let isCalled = false;
  let serving: McpServer | undefined;
  const following = createFollowing({
    contextFor: async (signal) => ({
      platform: await backend.platform({
        token: config.token,
        tool: { name: 'resource_subscription' },
        withinMs: BOUNDS.readTool.limit,
      }),
      config,
      signal,
    }),
    changed: (uri) => void serving?.server.sendResourceUpdated({ uri }).catch(() => {}),
  });
  const follow = followStreams(following);
  const heard = (message: JSONRPCMessage) => {
    isCalled ||= 'method' in message && message.method === 'tools/call';
    follow(message);
  };
  const transport = createStdioTransport(input, output, log, { opened, heard });
  const handle = serveStdio(
    async ({ era }) => {
      serving = await createServer({
        config,
        era,
        transport: 'stdio',
        subscribes: true,
        ...(era === 'legacy' ? { following } : {}),
        log,
        signal: cancel.signal,
        telemetry,
        audit: trail && { trail },
        ...traceCalls(config),
        platformFor: (_request, tool, limits) => backend.platform({ token: config.token, tool, ...limits }),
      });
      return serving;
    },
    { transport, onerror: (error) => log.warn('protocol_error', { error: error.message }) },
  );
  if (conversation.prepare) void loadForCalls().then(() => isCalled || conversation.prepare?.());
  const reason = await Promise.race([transport.over, signalled]);
  log.info('stopping', { reason });
  following.end();
  if (reason === 'standard input closed') await Promise.race([finish(transport, cancel), signalled]);
  await Promise.race([
    Promise.allSettled([handle.close(), backend.close(), telemetry?.then((opened) => opened?.close())]),
    sleep(STOP_WITHIN_MS),
  ]);
}

/** The SDK serves subscription streams before any handler is called, so their addresses are read here. */
function followStreams(following: Following): (message: JSONRPCMessage) => void {
  return (message) => {
    if (!('method' in message)) return;
    if ('id' in message) following.add(message.id, addressesIn(message));
    else if (message.method === 'notifications/cancelled') following.drop(message.params?.requestId);
  };
}

async function loadTelemetry(config: Config, log: Logger) {
  return (await import('../telemetry/open-telemetry.ts')).openTelemetry(config, 'stdio', log);
}

/** Answers what had arrived: first with real results, then with those of cancelled calls. */
async function finish(transport: StdioTransport, cancel: AbortController): Promise<void> {
  const drained = transport.drained();
  await Promise.race([drained, sleep(FINISH_WITHIN_MS)]);
  cancel.abort();
  await Promise.race([drained, sleep(ANSWER_WITHIN_MS)]);
}
