import type { Dispatcher } from 'undici';
import { BOUNDS } from '../../config/bounds.ts';
import { readBeginning } from './body.ts';
import type { CallFacts } from './call-facts.ts';
import { connectionFailed, isConnectionError } from './connection-error.ts';
import type { PooledRequest, Pools } from './pool.ts';
import { redirectRefused, slashRedirect } from './redirect.ts';
import { readRefusal } from './refusal.ts';
import { retryAfterSeconds } from './retry.ts';
import { statusError } from './status-error.ts';

export interface Exchange extends PooledRequest {
  url: string;
  facts: CallFacts;
  /** What must not appear in an error. */
  token: string;
}

/**
 * One attempt: the reply to a request that succeeded, its body still unread. A slash redirect is followed once, with method
 * and body. Throws the typed error of any other outcome.
 */
export async function exchange(pools: Pools, request: Exchange): Promise<Dispatcher.ResponseData> {
  const { facts, url } = request;
  const reply = await send(pools, request);
  const moved = slashRedirect(facts, url, reply.statusCode, header(reply, 'location') ?? '');
  if (moved === null) return accepted(request, reply);
  await reply.body.dump();
  const second = await send(pools, { ...request, url: moved });
  if (second.statusCode >= 300 && second.statusCode < 400) {
    throw redirectRefused(facts, second.statusCode, new URL(url).host);
  }
  return accepted(request, second);
}

/** Turns any failure while reading from the connection into its typed error. */
export async function connected<Value>(facts: CallFacts, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw isConnectionError(error) ? connectionFailed(facts, error) : error;
  }
}

async function send(pools: Pools, { facts, url, ...request }: Exchange): Promise<Dispatcher.ResponseData> {
  const { method, headers, body, signal, lane } = request;
  const reply = await connected(facts, pools.send(url, { method, headers, body, signal, lane }));
  // Whoever reads the body gets its failure; where nobody reads it, the failure must not end the process.
  reply.body.on('error', () => {});
  return reply;
}

async function accepted(
  { facts, token }: Exchange,
  reply: Dispatcher.ResponseData,
): Promise<Dispatcher.ResponseData> {
  if (reply.statusCode >= 200 && reply.statusCode < 300) return reply;
  const body = await connected(facts, readBeginning(reply, BOUNDS.errorBody.limit));
  const refusal = readRefusal(body, header(reply, 'content-type') ?? '', token);
  throw statusError(facts, reply.statusCode, refusal, retryAfterSeconds(header(reply, 'retry-after')));
}

function header({ headers }: Dispatcher.ResponseData, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
