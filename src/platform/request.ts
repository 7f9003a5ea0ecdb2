import type { z } from 'zod';
import type { Service } from './endpoints.ts';
import type { Path } from './path.ts';

/** A list repeats the key; null and undefined omit it. */
export type Query = Record<
  string,
  string | number | boolean | readonly (string | number)[] | null | undefined
>;

/** The last parameter of every service's methods. */
export interface CallOptions {
  /** Aborted when the caller cancels. */
  signal: AbortSignal;
}

/** The deadline of work that takes several calls. */
export interface End {
  /** On the clock of `performance.now()`. */
  at: number;
  /** What ends then and how long it may take, such as `the list may take 30 s`. */
  says: string;
}

/** How many more bytes several replies may hold together; reduced as they arrive. */
export interface ByteBudget {
  left: number;
}

/** One HTTP call, independent of retries, credentials and addresses. */
export interface Call extends CallOptions {
  /** `papi` when left out. */
  service?: Service;
  /** `GET` when left out. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: Path;
  query?: Query;
  /** Sent as JSON. */
  body?: unknown;
  /** Deadline for the whole call including retries; the bounds on requests and writes when left out. */
  timeoutMs?: number;
  /** The deadline of the work that the call is part of. */
  until?: End;
  /** True for a call that has only its own deadlines, not that of the tool call. */
  apart?: boolean;
  /** Shared limit on the size of several replies. */
  budget?: ByteBudget;
  /** True for a request that is safe to repeat, since sending it twice has the same effect as once. Reads always are. */
  repeatable?: boolean;
  accept?: string;
}

export interface DownloadOptions extends CallOptions {
  timeoutMs?: number;
  maxBytes?: number;
}

/**
 * Sends calls with one caller's credentials. Every method throws the errors of `platform-errors.ts`: `NotConfigured` before
 * anything is sent, `Cancelled` and `TimedOut` as soon as they happen, the others by status.
 */
export interface Requester {
  /** The parsed reply; an empty body is `null`. Throws `UnexpectedReply` for a reply that does not match the schema. */
  json<Schema extends z.ZodType>(schema: Schema, call: Call): Promise<z.output<Schema>>;
  /** The reply as text, whatever its type. */
  text(call: Call): Promise<string>;
  /**
   * The reply as it arrives; the deadline applies to its first byte and again to each chunk, `until` to the whole. The
   * iterator throws a typed error where the reply breaks off, and `UnexpectedReply` where it is a web page or JSON.
   */
  stream(call: Call): Promise<AsyncIterable<Uint8Array>>;
  /** Text behind a signed URL: no credentials are sent, and no error shows the URL's query. */
  download(url: string, options: DownloadOptions): Promise<string>;
}
