import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JSONRPCMessage, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { BOUNDS } from '../../config/bounds.ts';
import type { Config } from '../../config/schema.ts';
import { createLogger, type Logger } from '../../log/logger.ts';
import { createBackend } from '../backend.ts';
import { createServer } from '../create-server.ts';
import { endProcess, signalToEnd } from '../end-process.ts';
import { addressesIn, createFollowing, type Following } from '../following.ts';
import { loadForCalls } from '../load-for-calls.ts';
import { traceCalls } from '../trace-calls.ts';
import { createStdioTransport, type StdioTransport } from './transport.ts';

/** Longest time for an orderly shutdown; then the process ends anyway. */
const STOP_WITHIN_MS = 800;
/** How long requests that arrived before the input closed may take; then they are cancelled. */
const FINISH_WITHIN_MS = 5_000;
/** How long a cancelled call may take to answer, with the id of what it started. */
const ANSWER_WITHIN_MS = 1_000;

/**
 * Serves MCP on standard input and output until the input closes or the process is told to stop; then closes
 * what is open and ends the process. Nothing but protocol messages reaches standard output.
 */
export async function serveOverStdio(config: Config): Promise<never> {
  const log = createLogger(config.logLevel);
  const telemetry = config.telemetry === 'otel' ? loadTelemetry(config, log) : undefined;
  const backend = createBackend(config, {
    wrapPools: async (pools) => (await telemetry)?.wrapPools(pools) ?? pools,
  });
  const trail = await openAuditTrail(config, log);
  const signalled = signalToEnd();
  const cancel = new AbortController();
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
  const transport = createStdioTransport(process.stdin, claimStdout(), log, followStreams(following));
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
        listed: () => void loadForCalls(),
        platformFor: (_request, tool, limits) => backend.platform({ token: config.token, tool, ...limits }),
      });
      return serving;
    },
    { transport, onerror: (error) => log.warn('protocol_error', { error: error.message }) },
  );
  const reason = await Promise.race([transport.over, signalled]);
  log.info('stopping', { reason });
  following.end();
  if (reason === 'standard input closed') await Promise.race([finish(transport, cancel), signalled]);
  await Promise.race([
    Promise.allSettled([handle.close(), backend.close(), telemetry?.then((opened) => opened?.close())]),
    sleep(STOP_WITHIN_MS),
  ]);
  return endProcess(0);
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

/** Its code is loaded only where there is an audit log. */
async function openAuditTrail(config: Config, log: Logger) {
  if (config.auditLog === undefined) return undefined;
  return (await import('../audit/audit-trail.ts')).createAuditTrail(config, 'stdio', log);
}

/** Answers what had arrived: first with real results, then with those of cancelled calls. */
async function finish(transport: StdioTransport, cancel: AbortController): Promise<void> {
  const drained = transport.drained();
  await Promise.race([drained, sleep(FINISH_WITHIN_MS)]);
  cancel.abort();
  await Promise.race([drained, sleep(ANSWER_WITHIN_MS)]);
}

/** Reserves the real standard output for the protocol; whatever else writes there goes to standard error. */
function claimStdout(): Writable {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  const output = new Writable({
    write: (chunk, _encoding, done) => void write(chunk, (error) => done(error)),
  });
  process.stdout.on('error', (error) => output.destroy(error));
  return output;
}
