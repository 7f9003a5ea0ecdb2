import type { Server, ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import type { Config } from '../../config/schema.ts';
import type { Logger } from '../../log/logger.ts';
import { noPlatform } from '../../platform/transport/call-facts.ts';
import { createAuditTrail } from '../audit/audit-trail.ts';
import { createBackend } from '../backend.ts';
import { openTelemetry } from '../telemetry/open-telemetry.ts';
import { isLoopback, MCP_PATH } from './addresses.ts';
import { createApp } from './app.ts';
import type { AppParts } from './app-parts.ts';
import { createTokenVerifier } from './auth/create-token-verifier.ts';
import { createCallsInFlight } from './calls-in-flight.ts';
import { createMetrics } from './metrics/metrics.ts';

/** An MCP server that is listening. */
export interface HttpServer {
  /** Address of the MCP endpoint. */
  url: string;
  /** A token that the embedded sandbox accepts, where there is one. */
  sandboxToken: string | undefined;
  /** Accepts no new work, lets calls in flight finish, then closes everything. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** How long calls in flight may go on once the server is told to stop, in milliseconds. */
  finishWithinMs?: number;
  /** Replaces the server's own limits on headers, bodies and connections. */
  limits?: ServerOptions;
  /** Makes the server for one request, in place of the product's own. */
  createServer?: AppParts['createServer'];
}

/** How long calls in flight may go on once the server is told to stop. */
const FINISH_WITHIN_MS = 25_000;
/** How long a cancelled call may take to answer. */
const ANSWER_WITHIN_MS = 2_000;

/** How long sending the remaining traces may take. */
const SEND_WITHIN_MS = 2_000;

const LIMITS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  // Longer than load balancers keep a connection, so that they never send into one that is closing.
  keepAliveTimeout: 75_000,
  // Unfinished headers are held in memory, whoever sends them.
  maxHeaderSize: 64 * 1024,
};

/**
 * Serves MCP over HTTP; resolves when it listens. Throws when it cannot, and `NotConfigured` for settings that it
 * cannot serve with.
 */
export async function startHttpServer(
  config: Config,
  log: Logger,
  options: StartOptions = {},
): Promise<HttpServer> {
  // Every caller's token is checked with the platform.
  if (!config.sandbox && !config.apiUrl) throw noPlatform();
  const metrics = createMetrics();
  const telemetry = openTelemetry(config, 'http', log);
  const backend = createBackend(config, {
    executeScripts: isLoopback(config.host),
    callersBringTokens: true,
    wrapPools: async (pools) => {
      const counted = metrics.countRequests(pools);
      return (await telemetry)?.wrapPools(counted) ?? counted;
    },
  });
  try {
    const trail = createAuditTrail(config, 'http', log);
    return await open({ config, backend, metrics, trail, telemetry, log }, options);
  } catch (error) {
    await backend.close();
    throw error;
  }
}

async function open(
  parts: Pick<AppParts, 'config' | 'backend' | 'metrics' | 'trail' | 'telemetry' | 'log'>,
  { finishWithinMs = FINISH_WITHIN_MS, limits, createServer }: StartOptions,
): Promise<HttpServer> {
  const { config, backend } = parts;
  const { services, sandboxToken } = await backend.open();
  const calls = createCallsInFlight(config.maxCallsPerCaller);
  const verifier = createTokenVerifier(config, services);
  let stopping = false;
  const { app, handler } = createApp({
    ...parts,
    services,
    verifier,
    calls,
    createServer,
    stopping: () => stopping,
  });
  const server = createAdaptorServer({
    fetch: app.fetch,
    // HTTP/1.0, which load balancers still probe with, needs no `Host`.
    hostname: 'localhost',
    overrideGlobalObjects: false,
    serverOptions: { ...LIMITS, ...limits },
  }) as Server;
  const origin = await listen(server, config);
  const stop = async () => {
    stopping = true;
    await calls.idle(finishWithinMs);
    calls.cancelAll();
    await calls.idle(ANSWER_WITHIN_MS);
    await handler.close();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    const sent = parts.telemetry.then((opened) => opened?.close()).catch(() => {});
    await Promise.all([closed, backend.close(), Promise.race([sent, sleep(SEND_WITHIN_MS)])]);
  };
  return { url: `${origin}${MCP_PATH}`, sandboxToken, stop };
}

/** The server's origin as a client on this machine would write it. */
async function listen(server: Server, { host, port }: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
