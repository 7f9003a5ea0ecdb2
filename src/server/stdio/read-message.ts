import { type JSONRPCMessage, ProtocolErrorCode, parseJSONRPCMessage } from '@modelcontextprotocol/server';
import { withObjectArguments } from '../object-arguments.ts';

/** The answer to what is not a message (JSON-RPC 2.0, section 5.1). */
export interface Rejection {
  jsonrpc: '2.0';
  id: unknown;
  error: { code: number; message: string };
}

/** What a line holds: one message or rejection, or a batch of them. `answer: false` marks what must not be answered. */
export type ReadLine = ReadItem | { batch: ReadItem[] };
export type ReadItem = { message: JSONRPCMessage } | { rejection: Rejection; answer: boolean };

/** Most messages in a batch; the same over HTTP. */
const MAX_BATCH = 100;

/** The only revision of the protocol with batches. */
const BATCH_REVISION = '2025-03-26';

/** Reads one line. `revision` is the one that the client asked for. Never throws. */
export function readLine(bytes: Uint8Array, revision: string | undefined): ReadLine {
  const { value, whole } = parse(bytes);
  if (!whole)
    return reject(ProtocolErrorCode.ParseError, 'Parse error: the line is not JSON in UTF-8.', idOf(value));
  if (!Array.isArray(value)) return readItem(value);
  if (revision !== BATCH_REVISION) {
    return reject(-32600, `Invalid request: only revision ${BATCH_REVISION} of the protocol has batches.`);
  }
  if (value.length === 0 || value.length > MAX_BATCH) {
    return reject(
      -32600,
      `Invalid request: a batch has from 1 to ${MAX_BATCH} messages, not ${value.length}.`,
    );
  }
  return { batch: value.map(readItem) };
}

/** The answer to a line over the limit; its id is looked for where clients write it, at either end. */
export function rejectTooLong(ends: { first: Buffer; last: Buffer }, maxBytes: number): ReadItem {
  const text = { first: ends.first.toString('latin1'), last: ends.last.toString('latin1') };
  const found =
    /^[\s\u00ef\u00bb\u00bf]*\{\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?"id"\s*:\s*(\d{1,15}|"[^"\\]{1,100}")\s*,/.exec(
      text.first,
    ) ?? /"jsonrpc"\s*:\s*"2\.0"\s*,\s*"id"\s*:\s*(\d{1,15}|"[^"\\]{1,100}")\s*\}\s*$/.exec(text.last);
  return reject(
    -32600,
    `Invalid request: the message is larger than the limit of ${maxBytes} bytes. Send less at a time.`,
    found ? JSON.parse(found[1]!) : null,
  );
}

function readItem(value: unknown): ReadItem {
  try {
    return { message: parseJSONRPCMessage(withObjectArguments(value)) };
  } catch {
    return reject(
      -32600,
      'Invalid request: this is not a JSON-RPC 2.0 message.',
      idOf(value),
      !isReply(value),
    );
  }
}

function reject(
  code: number,
  message: string,
  id: unknown = null,
  answer = true,
): ReadItem & { answer: boolean } {
  return { rejection: { jsonrpc: '2.0', id, error: { code, message } }, answer };
}

/** The id, if there is one that the answer can carry; otherwise null, as JSON-RPC requires. */
function idOf(value: unknown): unknown {
  const id = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

/** A malformed answer to a request of ours is not answered in turn. */
function isReply(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return !('method' in value) && ('result' in value || 'error' in value);
}

/** `whole` is false for text that is not JSON or not UTF-8; the value is then whatever could be read. */
function parse(bytes: Uint8Array): { value: unknown; whole: boolean } {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), whole: true };
  } catch {
    try {
      return { value: JSON.parse(new TextDecoder().decode(bytes)), whole: false };
    } catch {
      return { value: undefined, whole: false };
    }
  }
}
