import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { createApp } from './http/app.ts';
import type { Exchange, RecordedRequest } from './http/exchange.ts';
import { createFaults, type Faults } from './http/faults.ts';
import { tokenOf } from './seed/users.ts';
import { createWorld } from './state/create-world.ts';
import type { World, WorldOptions } from './state/world.ts';

/** Requests that `Sandbox.requests` remembers; older ones are forgotten. */
const LOG_LENGTH = 5000;

export interface SandboxOptions extends WorldOptions {
  /** A free port where left out. */
  port?: number;
  /** Loopback where left out. */
  host?: string;
  /** Pause before every answer. */
  latencyMs?: number;
  /** Told of every exchange when it ends. */
  observe?(exchange: Exchange): void;
}

/** A running platform: PAPI, AgentFarm and the Registry at one origin. */
export interface Sandbox {
  /** Origin without a final slash; serves as API, agent and registry URL. */
  url: string;
  /** The admin's token, for callers that need only one. */
  token: string;
  tokens: { admin: string; readonly: string; outsider: string };
  world: World;
  faults: Faults;
  /** What reached the sandbox, oldest first. */
  requests: RecordedRequest[];
  /** Ends open connections and running scripts. */
  close(): Promise<void>;
}

/** Starts a platform of its own in this process, and resolves when it listens. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const server = createAdaptorServer({
    fetch: (request, env) => app.fetch(request, env),
    overrideGlobalObjects: false,
  });
  const url = await listen(server, options);
  const world = createWorld({ ...options, baseUrl: options.baseUrl ?? url });
  const faults = createFaults();
  const requests: RecordedRequest[] = [];
  const app = createApp({
    world,
    faults,
    latencyMs: options.latencyMs ?? 0,
    observer: {
      bodies: options.observe !== undefined,
      report(exchange) {
        requests.push(exchange.request);
        if (requests.length > LOG_LENGTH) requests.shift();
        options.observe?.(exchange);
      },
    },
  });

  const tokens = {
    admin: tokenOf(world, 'admin'),
    readonly: tokenOf(world, 'readonly'),
    outsider: tokenOf(world, 'outsider'),
  };
  return {
    url,
    token: tokens.admin,
    tokens,
    world,
    faults,
    requests,
    async close() {
      const ended = world.end();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await Promise.all([closed, ended]);
    },
  };
}

/** Resolves to the server's origin. */
async function listen(server: ServerType, { host = '127.0.0.1', port = 0 }: SandboxOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
