import { pipeline, type Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { UnexpectedReply } from '../../errors/platform-errors.ts';
import { type CallFacts, sentence } from './call-facts.ts';

const MEBIBYTE = 1024 * 1024;

/** No reply of the platform is meant to be as large. */
const MAX_BODY_BYTES = 64 * MEBIBYTE;

/** The whole body as UTF-8 text, unpacked where it is gzipped; `UnexpectedReply` past `maxBytes`. */
export async function readBody(
  facts: CallFacts,
  reply: Dispatcher.ResponseData,
  maxBytes = MAX_BODY_BYTES,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpacked(reply)) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(facts, maxBytes);
    chunks.push(chunk);
  }
  // The client gives the connection back a turn later; the caller's next request is to find it free.
  await setImmediate();
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function unpacked({ body, headers }: Dispatcher.ResponseData): Readable {
  if (headers['content-encoding'] !== 'gzip') return body;
  // A failure of either end reaches the reader through the stream itself.
  return pipeline(body, createGunzip(), () => {});
}

function tooLarge(facts: CallFacts, maxBytes: number): UnexpectedReply {
  return new UnexpectedReply(
    `${sentence(facts.service)} answered ${facts.request} with more than ${maxBytes / MEBIBYTE} MiB.`,
    { hint: 'Ask for less: fewer items, a narrower filter.' },
  );
}
