import type { Readable, Writable } from 'node:stream';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import type { Logger } from '../../log/logger.ts';
import { createLineReader, MAX_MESSAGE_BYTES } from './lines.ts';
import { type Batch, createOpenRequests } from './open-requests.ts';
import type { Opened } from './opening.ts';
import { withPlainError } from './plain-error.ts';
import { type ReadItem, readLine, rejectTooLong } from './read-message.ts';

export interface StdioTransport extends Transport {
  /** Resolves with the reason once no message can be received or sent any more. */
  over: Promise<string>;
  /** Resolves once everything that had arrived is answered and the answers are written. */
  drained(): Promise<void>;
}

/**
 * Messages as lines on a pair of streams. Unlike the SDK's own transport it accepts a byte order mark, CRLF and a last line
 * without a line end; answers what it cannot read and carries on; supports batches; and does not drop what arrived before
 * the input closed. Begins with what was `opened`; `heard` gets every message before it is served.
 */
export function createStdioTransport(
  input: Readable,
  output: Writable,
  log: Logger,
  { opened, heard = () => {} }: { opened: Opened; heard?: (message: JSONRPCMessage) => void },
): StdioTransport {
  let { answered } = opened;
  let closed = false;
  let revision: string | undefined;
  let written: Promise<void> = Promise.resolve();
  let isOver: (reason: string) => void = () => {};
  const over = new Promise<string>((resolve) => {
    isOver = resolve;
  });

  const write = (value: unknown): Promise<void> => {
    if (closed) return Promise.reject(new Error('The connection is closed.'));
    const writing = new Promise<void>((resolve, reject) => {
      output.write(`${JSON.stringify(value)}\n`, (error) => (error ? reject(error) : resolve()));
    });
    written = Promise.allSettled([written, writing]).then(() => undefined);
    return writing;
  };
  const writeOrGiveUp = (value: unknown) => void write(value).catch(() => undefined);
  const open = createOpenRequests(writeOrGiveUp);

  const deliver = (message: JSONRPCMessage, batch?: Batch) => {
    revision ??= revisionAskedFor(message);
    open.arrived(message, batch);
    heard(message);
    transport.onmessage?.(message);
  };
  const rejected = ({ rejection }: { rejection: { error: { code: number; message: string } } }) =>
    log.warn('unreadable_message', { code: rejection.error.code, problem: rejection.error.message });
  const take = (item: ReadItem) => {
    if ('message' in item) return deliver(item.message);
    rejected(item);
    if (item.answer) writeOrGiveUp(item.rejection);
  };
  const takeBatch = (items: ReadItem[]) => {
    const unread = items.filter((item) => 'rejection' in item);
    unread.forEach(rejected);
    const answers = unread.filter(({ answer }) => answer).map(({ rejection }) => rejection);
    const messages = items.filter((item) => 'message' in item).map(({ message }) => message);
    const awaited = messages.filter((message) => 'method' in message && 'id' in message).length;
    if (awaited === 0 && answers.length > 0) writeOrGiveUp(answers);
    const batch: Batch = { answers, awaited };
    for (const message of messages) deliver(message, batch);
  };
  const lines = createLineReader({
    line: (bytes) => {
      const read = readLine(bytes, revision);
      if ('batch' in read) takeBatch(read.batch);
      else take(read);
    },
    tooLong: (ends) => take(rejectTooLong(ends, MAX_MESSAGE_BYTES)),
  });

  const inputOver = () => {
    input.off('data', lines.push);
    lines.end();
    isOver('standard input closed');
  };
  const transport: StdioTransport = {
    over,
    drained: async () => {
      await open.settled();
      await written;
    },
    start: async () => {
      output.on('error', () => isOver('standard output closed'));
      if (output.destroyed) isOver('standard output closed');
      input.on('error', inputOver);
      lines.push(opened.read);
      if (input.readableEnded || input.destroyed) return void setImmediate(inputOver);
      input.on('data', lines.push);
      input.once('end', inputOver);
      input.once('close', inputOver);
      input.resume();
    },
    send: async (sent) => {
      if (answered !== undefined && 'id' in sent && !('method' in sent) && sent.id === answered) {
        answered = undefined;
        return void open.leaving(sent);
      }
      const message = withPlainError(sent);
      if (!open.leaving(message)) await write(message);
    },
    close: async () => {
      if (closed) return;
      closed = true;
      input.off('data', lines.push);
      transport.onclose?.();
    },
  };
  return transport;
}

function revisionAskedFor(message: JSONRPCMessage): string | undefined {
  if (!('method' in message) || message.method !== 'initialize') return undefined;
  const version = message.params?.protocolVersion;
  return typeof version === 'string' ? version : undefined;
}
