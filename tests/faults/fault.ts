import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request, and what the sandbox answered. */
export interface Recorded {
  method: string;
  path: string;
  /** With its question mark. */
  query: string;
  status: number;
  contentType: string;
  /** With the platform's own address as `PLACE`. */
  body: Buffer;
}

/** A request that a fault happens to. */
export interface Hit {
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
  /** What would be answered. */
  reply: Recorded;
  /** A server that credentials must never reach. */
  elsewhere: string;
  /** Says what was answered as JSON. */
  sent(value: unknown): void;
}

/** One way in which a request goes wrong. */
export interface Fault {
  name: string;
  /** How many requests it happens to; all of a call when left out. */
  times?: number;
  /** False for replies that it cannot be made of. */
  fits?(reply: Recorded): boolean;
  answer(hit: Hit): void | Promise<void>;
}
