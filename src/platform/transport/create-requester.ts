import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { BOUNDS } from '../../config/bounds.ts';
import { NotConfigured, RateLimited, UnexpectedReply } from '../../errors/platform-errors.ts';
import { Refused } from '../../errors/request-errors.ts';
import type { PlatformEndpoints } from '../endpoints.ts';
import type { Call, CallOptions, End, Query, Requester } from '../request.ts';
import { tokenFacts } from '../token-facts.ts';
import { type BodyLimits, readBeginning, readBody } from './body.ts';
import { addressOf, type CallFacts, factsOf, sentence, tokenAdvice } from './call-facts.ts';
import { type Limits, withDeadline } from './deadline.ts';
import { connected, type Exchange, exchange } from './exchange.ts';
import type { Incident } from './incident.ts';
import type { Lane, Pools } from './pool.ts';
import { readRefusal } from './refusal.ts';
import { parseReply } from './reply.ts';
import { askedWait, withRetries } from './retry.ts';
import { type Trace, traceHeaders } from './trace.ts';

/** One caller: the addresses and connections that its calls use, and its token. */
export interface Session {
  endpoints: PlatformEndpoints;
  pools: Pools;
  /** '' where the caller has none. */
  token: string;
  trace: Trace;
  /** The deadline of everything the session is for. */
  until?: End;
  /** The lane to use instead of `calls`. */
  lane?: Lane;
  /** Called about slow and repeated requests. */
  tell?: ((incident: Incident) => void) | undefined;
}

/** The pause after a 429 that does not say when to try again. */
const USUAL_WAIT_MS = 1_000;

type Prepared = Omit<Exchange, 'signal'> & { limits: Limits };

export function createRequester(session: Session): Requester {
  const text = (prepared: Prepared, { signal }: CallOptions, limits?: BodyLimits) =>
    perform(session, prepared, signal, (reply) => readBody(prepared.facts, reply, limits));
  return {
    json: async (schema, call) => {
      const prepared = prepare(session, call);
      const body = await text(prepared, call, { budget: call.budget, strict: true });
      return parseReply(prepared.facts, schema, body, prepared.token);
    },
    text: async (call) => text(prepare(session, call), call),
    stream: async (call) => {
      const prepared: Prepared = { ...prepare(session, { ...call, apart: true }), lane: 'streams' };
      return perform(session, prepared, call.signal, async (reply) => {
        await requireStream(prepared, reply);
        return chunksOf(prepared, reply.body, call);
      });
    },
    download: async (url, options) =>
      text(prepareDownload(session, url, options.timeoutMs), options, { maxBytes: options.maxBytes }),
  };
}

/** All attempts of one call, within its deadline. */
function perform<Value>(
  { pools, token, tell }: Session,
  { limits, ...request }: Prepared,
  caller: AbortSignal,
  read: (reply: Dispatcher.ResponseData) => Promise<Value>,
): Promise<Value> {
  const { facts, lane = 'calls' } = request;
  const deadline = Date.now() + limits.ms;
  let isHeldBack = false;
  const attempt = async (signal: AbortSignal) => {
    isHeldBack = true;
    const leave = await pools.enter(token, lane, signal);
    isHeldBack = false;
    if (!leave) throw tooManyStreams();
    let reply: Dispatcher.ResponseData | undefined;
    try {
      reply = await exchange(pools, { ...request, signal });
      return await connected(facts, read(reply));
    } catch (error) {
      if (error instanceof RateLimited && lane !== 'checks')
        pools.slow(token, askedWait(error) ?? USUAL_WAIT_MS);
      throw error;
    } finally {
      // A stream is read after this returns, and keeps its place until it is over.
      if (lane === 'streams' && reply && !reply.body.closed) reply.body.once('close', leave);
      else leave();
    }
  };
  const { service, request: sent, repeatable } = facts;
  const slowMs = BOUNDS.slowRequest.limit;
  const slow = setTimeout(
    () => tell?.({ event: 'slow_platform', service, request: sent, after_ms: slowMs }),
    slowMs,
  );
  const retrying = (error: Error, wait_ms: number) =>
    tell?.({ event: 'request_retried', service, request: sent, because: error.message, wait_ms });
  return withDeadline(
    facts,
    limits,
    caller,
    (signal) => withRetries(() => attempt(signal), { repeatable, deadline, signal, retrying }),
    () => isHeldBack,
  ).finally(() => clearTimeout(slow));
}

function tooManyStreams(): RateLimited {
  return new RateLimited(`${BOUNDS.callerStreams.limit} answers of the assistant are under way for you.`, {
    hint: 'Wait for one of them to end, and call again.',
  });
}

/** A stream of events was requested; a page or an object in its place is an error. */
async function requireStream({ facts, token }: Prepared, reply: Dispatcher.ResponseData): Promise<void> {
  const type = String(reply.headers['content-type'] ?? '');
  if (!/\b(html|json)\b/i.test(type)) return;
  const { message } = readRefusal(await readBeginning(reply, BOUNDS.errorBody.limit), type, token);
  throw new UnexpectedReply(
    `${sentence(facts.service)} answered ${facts.request} with ${type} instead of a stream: ${message}`,
    { hint: `Check that ${facts.setting} is the address of the service itself, and the proxy variables.` },
  );
}

function prepare(session: Session, call: Call): Prepared {
  const { endpoints, token, trace, lane } = session;
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
    facts: { ...factsOf(call, endpoints), ...expiredOf(token) },
    token,
    ...(lane ? { lane } : {}),
    limits: limitsOf(call.timeoutMs ?? defaultTimeout(call, endpoints), [
      call.until,
      call.apart ? undefined : session.until,
    ]),
  };
}

function expiredOf(token: string): Pick<CallFacts, 'expired'> {
  const { expires } = tokenFacts(token);
  return expires && expires.getTime() <= Date.now() ? { expired: expires } : {};
}

/** A signed URL carries its own permission, so neither token nor trace is sent. */
function prepareDownload(
  { endpoints, trace, until }: Session,
  url: string,
  timeoutMs: number = BOUNDS.request.limit,
): Prepared {
  const { protocol, host, origin, pathname } = URL.canParse(url)
    ? new URL(url)
    : { protocol: '', host: '', origin: '', pathname: '' };
  if (!/^https?:$/.test(protocol)) {
    throw new UnexpectedReply('The platform gave a link to a file that is not an http or https URL.', {
      hint: 'Ask for the output again.',
    });
  }
  const facts: CallFacts = {
    service: `the file store at ${host}`,
    origin,
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
    limits: limitsOf(timeoutMs, [until]),
  };
}

function limitsOf(ms: number, ends: (End | undefined)[]): Limits {
  return { ms, ends: ends.filter((end) => end !== undefined) };
}

/** The token, if a header can hold it. */
function checked(token: string, endpoints: PlatformEndpoints): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  const message =
    token === ''
      ? 'No RunWhen token is set.'
      : 'The RunWhen token contains characters that a token cannot have.';
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
  return BOUNDS[method === 'GET' ? 'request' : 'write'].limit;
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
  { facts, limits }: Prepared,
  body: Readable,
  { signal }: CallOptions,
): AsyncGenerator<Uint8Array> {
  const iterator: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await withDeadline(facts, limits, signal, () => connected(facts, iterator.next()));
      if (next.done) return;
      yield next.value;
    }
  } finally {
    body.destroy();
  }
}
