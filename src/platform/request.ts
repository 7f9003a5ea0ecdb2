import type { z } from 'zod';
import type { Service } from './endpoints.ts';
import type { Path } from './path.ts';

/** A list repeats the key; null and undefined leave it out. */
export type Query = Record<
  string,
  string | number | boolean | readonly (string | number)[] | null | undefined
>;

/** The last parameter of every service's methods. */
export interface CallOptions {
  /** Aborted when the caller cancels. */
  signal: AbortSignal;
}

/** The deadline of something that is made of several calls. */
export interface End {
  /** On the clock of `performance.now()`. */
  at: number;
  /** What ends then, and how long it may take, such as `the list may take 30 s`. */
  says: string;
}

/** How many more bytes several replies may hold together; counted down as they arrive. */
export interface ByteBudget {
  left: number;
}

/** One HTTP call, before anything about retries, credentials or addresses is decided. */
export interface Call extends CallOptions {
  /** `papi` when left out. */
  service?: Service;
  /** `GET` when left out. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: Path;
  query?: Query;
  /** Sent as JSON. */
  body?: unknown;
  /** Deadline for the whole call, its retries included; the bounds on requests and writes when left out. */
  timeoutMs?: number;
  /** The deadline of what the call is a part of. */
  until?: End;
  /** True for a call that has its own deadlines only, and not that of the tool call. */
  apart?: boolean;
  /** What the replies of several calls may hold together. */
  budget?: ByteBudget;
  /**
   * True for a request that may be repeated, since sending it twice does no more than sending it once. Reads always
   * are.
   */
  repeatable?: boolean;
  accept?: string;
}

export interface DownloadOptions extends CallOptions {
  timeoutMs?: number;
  maxBytes?: number;
}

/**
 * Sends calls with one caller's credentials. Every method throws the errors of `platform-errors.ts`: `NotConfigured`
 * before anything is sent, `Cancelled` and `TimedOut` as soon as they happen, the rest by status.
 */
export interface Requester {
  /** The parsed reply; an empty body is `null`. A reply that does not fit the schema is an `UnexpectedReply`. */
  json<Schema extends z.ZodType>(schema: Schema, call: Call): Promise<z.output<Schema>>;
  /** The reply as text, whatever its type. */
  text(call: Call): Promise<string>;
  /**
   * The reply as it arrives; the deadline is for its first byte and again for each chunk, `until` for the whole. What
   * breaks it off is thrown by the iterator, as a typed error. `UnexpectedReply` where the reply is a page or JSON.
   */
  stream(call: Call): Promise<AsyncIterable<Uint8Array>>;
  /** Text behind a signed URL: no credentials are sent, and no error shows the URL's query. */
  download(url: string, options: DownloadOptions): Promise<string>;
}
