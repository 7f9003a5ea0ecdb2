import type { buildConnector, Dispatcher } from 'undici';
import { BOUNDS } from '../../config/bounds.ts';
import type { ProxySettings } from '../../config/proxy.ts';
import { NotConfigured } from '../../errors/platform-errors.ts';
import { createGates } from '../gate.ts';
import { createPace } from './pace.ts';

/** Kinds of requests with connections of their own: streams stay open for long, token checks come from strangers. */
export type Lane = 'calls' | 'streams' | 'checks';

/** Kept-alive connections, several per origin and lane, shared by all callers of the process. */
export interface Pools {
  /**
   * Waits until the caller's pace allows a request and the caller has fewer of them under way in the lane than allowed.
   * Resolves with the function that ends this request; undefined where the lane is full and has no queue. Rejects with the
   * signal's reason.
   */
  enter(caller: string, lane: Lane, signal: AbortSignal): Promise<(() => void) | undefined>;
  /** The platform asked this caller to slow down: no request for `ms`. */
  slow(caller: string, ms: number): void;
  /** Sends one request and gives its reply as it arrives; follows no redirect and has no deadline of its own. */
  send(url: string, request: PooledRequest): Promise<Dispatcher.ResponseData>;
  /** Closes every connection at once; requests under way fail. */
  close(): Promise<void>;
}

export interface PooledRequest {
  method: Dispatcher.HttpMethod;
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
  /** `calls` when left out. */
  lane?: Lane;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** Longer than the usual time between two polls of a run. */
const KEEP_ALIVE_MS = 20_000;

const LOOPBACK = 'localhost,127.0.0.1,[::1]';

/**
 * Connections that go through the given proxies, or as `connect` makes them. The HTTP client is loaded with the first
 * request.
 */
export function createPools(proxy: ProxySettings, connect?: buildConnector.connector): Pools {
  const open = new Map<Lane, Promise<Dispatcher>>();
  const gates = {
    calls: createGates(() => BOUNDS.callerConnections.limit),
    streams: createGates(() => BOUNDS.callerStreams.limit, 0),
  };
  const pace = createPace();
  return {
    enter: async (caller, lane, signal) => {
      // A token is checked before its owner is known; the verifier has a queue of its own.
      if (lane === 'checks') return () => {};
      await pace.turn(caller, signal);
      return gates[lane].enter(caller, signal);
    },
    slow: pace.slow,
    send: async (url, { lane = 'calls', ...request }) => {
      const undici = await import('./http-client.ts');
      const dispatcher = open.get(lane) ?? openLane(proxy, lane, connect);
      open.set(lane, dispatcher);
      const options = { ...request, dispatcher: await dispatcher, headersTimeout: 0, bodyTimeout: 0 };
      return undici.request(url, options);
    },
    close: async () => {
      await Promise.all(
        [...open.values()].map(async (dispatcher) => (await dispatcher.catch(() => undefined))?.destroy()),
      );
    },
  };
}

const CONNECTIONS = { calls: 'connections', streams: 'streams', checks: 'tokenChecks' } as const;

async function openLane(
  { httpProxy = '', httpsProxy = '', noProxy = '', unusable }: ProxySettings,
  lane: Lane,
  connect: buildConnector.connector | undefined,
): Promise<Dispatcher> {
  if (unusable) {
    throw new NotConfigured(`${unusable} is not the address of a proxy.`, {
      hint: `Set ${unusable} to an http:// or https:// URL, or to host:port, or remove it.`,
    });
  }
  const { EnvHttpProxyAgent } = await import('./http-client.ts');
  return new EnvHttpProxyAgent({
    httpProxy,
    httpsProxy,
    noProxy: noProxy.trim() === '*' ? '*' : `${noProxy},${LOOPBACK}`,
    // Plain http is sent to the proxy without a tunnel; many proxies tunnel to port 443 only.
    proxyTunnel: false,
    // As many again for tokens that were good before; the verifier keeps the two apart.
    connections: BOUNDS[CONNECTIONS[lane]].limit * (lane === 'checks' ? 2 : 1),
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: connect ?? { timeout: CONNECT_TIMEOUT_MS },
    allowH2: false,
  });
}
