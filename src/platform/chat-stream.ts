import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { BOUNDS } from '../config/bounds.ts';
import { UnexpectedReply } from '../errors/platform-errors.ts';
import { parseJsonText } from './transport/json-text.ts';

/** What the assistant's events add up to; every part may be missing. */
export interface ChatParts {
  error?: string;
  message?: string;
  sessionId?: string;
  widgets?: unknown[];
  functionCalls?: unknown[];
  functionResponses?: unknown[];
  internalToolCalls?: unknown[];
  resources?: unknown[];
  exportUrl?: string;
}

/** What arrived of an answer. */
export interface StreamedAnswer {
  parts: ChatParts;
  /** How many events were left out because they are not JSON objects. */
  unreadable: number;
  /** Why the stream ended early: the connection broke, went silent, was cancelled, or reached a bound. */
  broken?: unknown;
}

const LISTS = ['widgets', 'functionCalls', 'functionResponses', 'internalToolCalls', 'resources'] as const;

/**
 * Reads the assistant's events until the stream ends or breaks off, and keeps what arrived by then. It does not matter how
 * the stream is cut into chunks. `onDelta` is called with each piece of the message.
 */
export async function readChatStream(
  chunks: AsyncIterable<Uint8Array>,
  onDelta: (text: string) => void = () => {},
): Promise<StreamedAnswer> {
  const answer: StreamedAnswer = { parts: {}, unreadable: 0 };
  const decoder = new TextDecoder();
  let size = 0;
  let sizeOfEvent = 0;
  let rubbish = 0;
  const countRubbish = () => {
    rubbish += 1;
    if (rubbish > BOUNDS.chatRubbish.limit) throw tooMuchRubbish();
  };
  const parser = createParser({
    onError: countRubbish,
    onComment: () => {
      sizeOfEvent = 0;
    },
    onEvent: (event) => {
      sizeOfEvent = 0;
      for (const payload of payloadsOf(event, countRubbish)) {
        if (payload) addEvent(answer.parts, payload, onDelta);
        else answer.unreadable += 1;
      }
    },
  });
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      sizeOfEvent += chunk.length;
      parser.feed(decoder.decode(chunk, { stream: true }));
      if (size > BOUNDS.chatAnswer.limit) throw tooMuch('The answer', BOUNDS.chatAnswer.limit);
      if (sizeOfEvent > BOUNDS.chatEvent.limit)
        throw tooMuch('One event of the answer', BOUNDS.chatEvent.limit);
    }
  } catch (error) {
    answer.broken = error;
    if (sizeOfEvent > BOUNDS.chatEvent.limit || rubbish > BOUNDS.chatRubbish.limit) return answer;
  }
  // The blank line that ends an event may be missing after the last one.
  parser.feed(`${decoder.decode()}\n\n`);
  return answer;
}

function tooMuchRubbish(): UnexpectedReply {
  return new UnexpectedReply(
    `More than ${BOUNDS.chatRubbish.limit} lines of the answer could not be read as events.`,
    {
      hint: 'Something between this server and the assistant corrupts its answers, or the address is of another service.',
    },
  );
}

function tooMuch(what: string, limit: number): UnexpectedReply {
  return new UnexpectedReply(`${what} is longer than ${limit / 1_000_000} MB.`, {
    hint: 'Ask for less at a time, such as the five worst instead of all.',
  });
}

/**
 * The JSON objects of one event; null for what is none. Several `data` lines are one value by the standard, but one
 * value each where a server leaves out the blank line between events. `unread` hears of each text that turns out to be no
 * JSON object, since finding that out is slow.
 */
function* payloadsOf(
  { data, event }: EventSourceMessage,
  unread: () => void,
): Generator<Record<string, unknown> | null> {
  const lines = data.split('\n').filter((line) => !isEmpty(line));
  const [first = ''] = lines;
  if (lines.length === 0) return;
  const endsEarly = lines.length > 1 && first.trimEnd().endsWith('}') && jsonObject(first, unread) !== null;
  const whole = endsEarly ? null : jsonObject(data, unread);
  if (whole) yield whole;
  else if (event === 'error') yield { error: data };
  else if (lines.length === 1) yield null;
  else for (const line of lines) yield jsonObject(line, unread);
}

function isEmpty(data: string): boolean {
  return data.trim() === '' || data.trim() === '[DONE]';
}

function jsonObject(text: string, unread: () => void): Record<string, unknown> | null {
  const value = readJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  unread();
  return null;
}

function readJson(text: string): unknown {
  try {
    return parseJsonText(text);
  } catch {
    return undefined;
  }
}

/** Where an event has an error, only that is read. */
function addEvent(parts: ChatParts, event: Record<string, unknown>, onDelta: (text: string) => void): void {
  if (event.error) {
    parts.error = errorText(event.error);
    return;
  }
  const sessionId = event.sessionId ?? event.session_id;
  if (sessionId) parts.sessionId ??= String(sessionId);
  const exportUrl = event.exportUrl || event.export_url;
  if (typeof exportUrl === 'string' && exportUrl) parts.exportUrl = exportUrl;
  for (const list of LISTS) {
    const items = event[list];
    if (!Array.isArray(items) || items.length === 0) continue;
    parts[list] ??= [];
    for (const item of items) parts[list].push(item);
  }
  if (typeof event.message === 'string' && event.message) {
    parts.message = (parts.message ?? '') + event.message;
    onDelta(event.message);
  }
}

function errorText(error: unknown): string {
  if (typeof error === 'string') return error;
  const { message } = error as { message?: unknown };
  return typeof message === 'string' ? message : JSON.stringify(error);
}
