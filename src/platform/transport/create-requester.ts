import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { NotConfigured, UnexpectedReply } from '../../errors/platform-errors.ts';
import { Refused } from '../../errors/request-errors.ts';
import type { PlatformEndpoints } from '../endpoints.ts';
import type { Call, CallOptions, Query, Requester } from '../request.ts';
import { readBody } from './body.ts';
import { addressOf, type CallFacts, factsOf, tokenAdvice } from './call-facts.ts';
import { withDeadline } from './deadline.ts';
import { connected, type Exchange, exchange } from './exchange.ts';
import type { Pools } from './pool.ts';
import { parseReply } from './reply.ts';
import { withRetries } from './retry.ts';
import { type Trace, traceHeaders } from './trace.ts';

/** One caller, and where and through what the caller's calls go. */
export interface Session {
  endpoints: PlatformEndpoints;
  pools: Pools;
  /** '' where the caller has none. */
  token: string;
  trace: Trace;
}

type Prepared = Omit<Exchange, 'signal'> & { timeoutMs: number };

const READ_TIMEOUT_MS = 30_000;
const WRITE_TIMEOUT_MS = 60_000;

export function createRequester(session: Session): Requester {
  const text = (prepared: Prepared, { signal }: CallOptions, maxBytes?: number) =>
    perform(session.pools, prepared, signal, (reply) => readBody(prepared.facts, reply, maxBytes));
  return {
    json: async (schema, call) => {
      const prepared = prepare(session, call);
      return parseReply(prepared.facts, schema, await text(prepared, call));
    },
    text: async (call) => text(prepare(session, call), call),
    stream: async (call) => {
      const prepared = prepare(session, call);
      return perform(session.pools, prepared, call.signal, async ({ body }) =>
        chunksOf(prepared, body, call),
      );
    },
    download: async (url, options) =>
      text(prepareDownload(session, url, options.timeoutMs), options, options.maxBytes),
  };
}

/** All attempts of one call, within its deadline. */
function perform<Value>(
  pools: Pools,
  { timeoutMs, ...request }: Prepared,
  caller: AbortSignal,
  read: (reply: Dispatcher.ResponseData) => Promise<Value>,
): Promise<Value> {
  const { facts } = request;
  const deadline = Date.now() + timeoutMs;
  return withDeadline(facts, timeoutMs, caller, (signal) =>
    withRetries(async () => connected(facts, read(await exchange(pools, { ...request, signal }))), {
      repeatable: facts.repeatable,
      deadline,
      signal,
    }),
  );
}

function prepare({ endpoints, token, trace }: Session, call: Call): Prepared {
  const { service = 'papi', method = 'GET', body } = call;
  if (service === 'registry' && endpoints.airgap) throw airgapped();
  const address = addressOf(service, endpoints);
  const headers = {
    ...traceHeaders(trace),
    Accept: call.accept ?? 'application/json',
    ...(call.accept === undefined ? { 'Accept-Encoding': 'gzip' } : {}),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(service === 'registry' ? {} : { Authorization: `Bearer ${checked(token, endpoints)}` }),
  };
  return {
    url: `${address}${call.path}${queryString(call.query)}`,
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    facts: factsOf(call, endpoints),
    token,
    timeoutMs: call.timeoutMs ?? defaultTimeout(call, endpoints),
  };
}

/** A signed URL carries its own permission, so it gets neither token nor trace. */
function prepareDownload({ endpoints, trace }: Session, url: string, timeoutMs = READ_TIMEOUT_MS): Prepared {
  const { protocol, host, pathname } = URL.canParse(url)
    ? new URL(url)
    : { protocol: '', host: '', pathname: '' };
  if (!/^https?:$/.test(protocol)) {
    throw new UnexpectedReply('The platform gave a link to a file that is not an http or https URL.', {
      hint: 'Ask for the output again.',
    });
  }
  const facts: CallFacts = {
    service: `the file store at ${host}`,
    request: `GET ${pathname}`,
    setting: 'the link',
    tokenAdvice: tokenAdvice(endpoints),
    repeatable: true,
    signed: true,
  };
  return {
    url,
    method: 'GET',
    headers: { 'User-Agent': traceHeaders(trace)['User-Agent']! },
    facts,
    token: '',
    timeoutMs,
  };
}

/** The token, where it can stand in a header. */
function checked(token: string, endpoints: PlatformEndpoints): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  const message =
    token === '' ? 'No RunWhen token is set.' : 'The RunWhen token holds characters that no token has.';
  throw new NotConfigured(message, {
    hint: `${tokenAdvice(endpoints)} To try the tools without an account start the server with --sandbox.`,
  });
}

function airgapped(): Refused {
  return new Refused(
    'The CodeBundle registry is outside, and RUNWHEN_AIRGAP keeps this server from asking it.',
    {
      hint: 'Use code bundles that the platform has on record, or unset RUNWHEN_AIRGAP.',
    },
  );
}

function defaultTimeout({ service, method = 'GET' }: Call, { registryTimeoutMs }: PlatformEndpoints): number {
  if (service === 'registry') return registryTimeoutMs;
  return method === 'GET' ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS;
}

function queryString(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of [value].flat()) {
      if (item !== null && item !== undefined) parameters.append(name, String(item));
    }
  }
  return parameters.size === 0 ? '' : `?${parameters}`;
}

/** Each chunk has the whole deadline; leaving the loop drops the connection. */
async function* chunksOf(
  { facts, timeoutMs }: Prepared,
  body: Readable,
  { signal }: CallOptions,
): AsyncGenerator<Uint8Array> {
  const iterator: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await withDeadline(facts, timeoutMs, signal, () => connected(facts, iterator.next()));
      if (next.done) return;
      yield next.value;
    }
  } finally {
    body.destroy();
  }
}
