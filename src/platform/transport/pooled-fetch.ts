import type { Dispatcher } from 'undici';
import { UnexpectedReply } from '../../errors/platform-errors.ts';
import type { Pools } from './pool.ts';

/** The part of `fetch` that is needed for an authorization server's keys, metadata and tokens. */
export type PooledFetch = (
  url: string,
  init?: {
    method?: string;
    headers?: Headers | Record<string, string>;
    body?: string;
    signal?: AbortSignal | null;
  },
) => Promise<Response>;

/** Larger than any key set or token reply. */
const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 10_000;

/**
 * `fetch` over the pooled connections, so that proxies and certificates apply: for endpoints that take no caller's token.
 * Follows no redirect; connection errors are thrown unchanged.
 */
export function createPooledFetch(pools: Pools): PooledFetch {
  return async (url, { method = 'GET', headers = {}, body, signal } = {}) => {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const reply = await pools.send(url, {
      method: method as Dispatcher.HttpMethod,
      headers: Object.fromEntries(new Headers(headers)),
      body,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      lane: 'checks',
    });
    const text = await readText(reply.body, new URL(url).pathname);
    const status = reply.statusCode;
    return new Response(status === 204 || status === 304 ? null : text, {
      status,
      headers: headersOf(reply),
    });
  };
}

async function readText(body: AsyncIterable<Uint8Array>, path: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_BYTES) {
      throw new UnexpectedReply(`The reply of ${path} is larger than ${MAX_BYTES} bytes.`, {
        hint: 'Check RW_API_URL: this is not a reply of the platform.',
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function headersOf({ headers }: Dispatcher.ResponseData): Headers {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const item of [value ?? []].flat()) all.append(name, item);
  }
  return all;
}
