import { pipeline, type Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { BOUNDS } from '../../config/bounds.ts';
import { UnexpectedReply } from '../../errors/platform-errors.ts';
import type { ByteBudget } from '../request.ts';
import { type CallFacts, mayBeDone, sentence } from './call-facts.ts';

/** A body, or several with a shared budget, held more bytes than may be read. */
export class TooLarge extends UnexpectedReply {}

export interface BodyLimits {
  /** The bound on JSON bodies when left out. */
  maxBytes?: number;
  /** Shared with other bodies. */
  budget?: ByteBudget;
  /** True where bytes that are not UTF-8 make the whole body an `UnexpectedReply`; otherwise each becomes U+FFFD. */
  strict?: boolean;
}

/** The whole body as UTF-8 text, unzipped where needed; throws `TooLarge` past a limit. */
export async function readBody(
  facts: CallFacts,
  reply: Dispatcher.ResponseData,
  { maxBytes = BOUNDS.jsonBody.limit, budget, strict = false }: BodyLimits = {},
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpacked(reply)) {
    size += chunk.length;
    if (budget) budget.left -= chunk.length;
    if (size > maxBytes || (budget && budget.left < 0)) throw tooLarge(facts, maxBytes);
    chunks.push(chunk);
  }
  // The HTTP client frees the connection one turn later; the caller's next request should find it free.
  await setImmediate();
  try {
    return new TextDecoder('utf-8', { fatal: strict }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw noUtf8(facts, cause);
  }
}

/** The beginning of the body, which is enough for a reply that is an error. */
export async function readBeginning(reply: Dispatcher.ResponseData, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpacked(reply)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) break;
  }
  await setImmediate();
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, maxBytes));
}

function unpacked({ body, headers }: Dispatcher.ResponseData): Readable {
  if (headers['content-encoding'] !== 'gzip') return body;
  // An error at either end reaches the reader through the stream itself.
  return pipeline(body, createGunzip(), () => {});
}

function noUtf8(facts: CallFacts, cause: unknown): UnexpectedReply {
  return new UnexpectedReply(
    `${sentence(facts.service)} answered ${facts.request} with bytes that are not UTF-8, which JSON has to be.`,
    {
      hint: `Check that nothing between here and ${facts.setting} changes replies.${mayBeDone(facts)}`,
      cause,
    },
  );
}

function tooLarge(facts: CallFacts, maxBytes: number): TooLarge {
  return new TooLarge(
    `${sentence(facts.service)} answered ${facts.request} with more than ${maxBytes / 1_000_000} MB.`,
    { hint: `Ask for less: fewer items, a narrower filter.${mayBeDone(facts)}` },
  );
}
