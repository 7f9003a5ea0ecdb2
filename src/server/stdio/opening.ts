import type { Readable, Writable } from 'node:stream';
import type { Config } from '../../config/schema.ts';
import { capabilities, instructionsFor, serverInfo } from '../introduction.ts';
import { offersOf } from '../offers.ts';
import { listTools } from '../tool-list.ts';
import { type OpeningMessage, readOpeningMessage } from './opening-message.ts';

/** How long nothing may come before the rest is loaded: once tools were listed, and where a host lists none. */
const IDLE_MS = { listed: 50, unlisted: 1_000 };

/** Longer lines are no opening. */
const LONGEST_LINE_BYTES = 64 * 1024;

/** How long answers may wait for a reader of the output once the input is over. */
const WRITE_WITHIN_MS = 5_000;

/** What was read of the input, for whoever goes on with the connection. */
export interface Opened {
  /** The bytes that are still to be served, from the handshake on. */
  read: Buffer;
  /** Id of the `initialize` among them that is answered already. */
  answered: string | number | undefined;
}

/**
 * Answers `initialize` and `tools/list` from what needs no loading, as the server that follows would: hosts wait for these
 * two, and loading the SDK takes longer than starting Node. Resolves with the bytes that are left once anything else comes,
 * or nothing for a while; the input is paused by then. Resolves with a reason where the connection is over before that.
 */
export function answerOpening(
  config: Config,
  input: Readable,
  output: Writable,
  writeWithinMs = WRITE_WITHIN_MS,
): Promise<Opened | string> {
  return new Promise((resolve) => {
    const kept: Buffer[] = [];
    let pending: Buffer = Buffer.alloc(0);
    let answered: Opened['answered'];
    let isListed = false;
    let isBusy = false;
    let isOver = false;
    let idle: NodeJS.Timeout | undefined;
    let unread: NodeJS.Timeout | undefined;

    const end = (outcome: Opened | string) => {
      clearTimeout(idle);
      clearTimeout(unread);
      input.pause().off('data', take).off('end', inputOver).off('close', inputOver).off('error', inputOver);
      output.off('error', outputOver);
      resolve(outcome);
    };
    const handOver = () => end({ read: Buffer.concat([...kept, pending]), answered });
    const answer = async (message: OpeningMessage, line: Buffer): Promise<void> => {
      if (message.method === 'tools/list') {
        await reply(output, message.id, { tools: listTools(config) });
        isListed = true;
        return;
      }
      if (message.method !== 'initialize') return void kept.push(line);
      const offers = await offersOf(config);
      await reply(output, message.id, {
        protocolVersion: message.protocolVersion,
        capabilities: capabilities({ subscribes: true }),
        serverInfo: serverInfo(config),
        instructions: await instructionsFor(config, offers),
      });
      kept.push(line);
      answered = message.id;
    };
    const advance = async (): Promise<void> => {
      for (let length = pending.indexOf(0x0a) + 1; length > 0; length = pending.indexOf(0x0a) + 1) {
        const line = pending.subarray(0, length);
        const message = readOpeningMessage(line.toString('utf8'));
        const isNext = message && (message.method === 'initialize') === (answered === undefined);
        if (!isNext) return handOver();
        await answer(message, line);
        pending = pending.subarray(length);
      }
      isBusy = false;
      if (pending.length > LONGEST_LINE_BYTES || (isOver && pending.length > 0)) return handOver();
      if (isOver) return end('standard input closed');
      idle = setTimeout(handOver, isListed ? IDLE_MS.listed : IDLE_MS.unlisted);
    };
    const proceed = () => {
      if (isBusy) return;
      isBusy = true;
      clearTimeout(idle);
      // Whatever fails here is said by the server that follows.
      advance().catch(handOver);
    };
    const take = (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      proceed();
    };
    const inputOver = () => {
      isOver = true;
      unread ??= setTimeout(() => end('standard input closed'), writeWithinMs);
      proceed();
    };
    const outputOver = () => end('standard output closed');

    output.on('error', outputOver);
    input.on('data', take).once('end', inputOver).once('close', inputOver).on('error', inputOver);
  });
}

function reply(output: Writable, id: string | number, result: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const line = `${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`;
    output.write(line, (error) => (error ? reject(error) : resolve()));
  });
}
