import type { Dispatcher } from 'undici';
import type { ProxySettings } from '../../config/proxy.ts';

/** Kept-alive connections, some per origin, shared by all callers of the process. */
export interface Pools {
  /** Sends one request and gives its reply as it arrives; follows no redirect and has no deadline of its own. */
  send(url: string, request: PooledRequest): Promise<Dispatcher.ResponseData>;
  /** Ends every connection at once; what is under way fails. */
  close(): Promise<void>;
}

export interface PooledRequest {
  method: Dispatcher.HttpMethod;
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
}

const CONNECTIONS_PER_ORIGIN = 16;
const CONNECT_TIMEOUT_MS = 10_000;
/** Longer than the usual time between two polls of a run. */
const KEEP_ALIVE_MS = 20_000;

const LOOPBACK = 'localhost,127.0.0.1,[::1]';

/** Connections that go through the given proxies. The HTTP client is loaded with the first request. */
export function createPools(proxy: ProxySettings): Pools {
  let dispatcher: Promise<Dispatcher> | undefined;
  return {
    send: async (url, request) => {
      const undici = await import('./http-client.ts');
      dispatcher ??= open(proxy);
      const options = { ...request, dispatcher: await dispatcher, headersTimeout: 0, bodyTimeout: 0 };
      return undici.request(url, options);
    },
    close: async () => {
      await (await dispatcher?.catch(() => undefined))?.destroy();
    },
  };
}

async function open({ httpProxy = '', httpsProxy = '', noProxy = '' }: ProxySettings): Promise<Dispatcher> {
  const { EnvHttpProxyAgent } = await import('./http-client.ts');
  return new EnvHttpProxyAgent({
    httpProxy,
    httpsProxy,
    noProxy: noProxy.trim() === '*' ? '*' : `${noProxy},${LOOPBACK}`,
    // Plain http goes to the proxy as it is; many proxies tunnel to port 443 only.
    proxyTunnel: false,
    connections: CONNECTIONS_PER_ORIGIN,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    allowH2: false,
  });
}
