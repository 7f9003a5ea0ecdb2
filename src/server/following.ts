import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { BOUNDS } from '../config/bounds.ts';
import { NotFound } from '../errors/platform-errors.ts';
import type { PromptContext } from '../prompts/define-prompt.ts';
import { findLiveResource } from '../resources/live-resources.ts';

/** The addresses whose changes one client is told of, each for as long as a subscription names it. */
export interface Following {
  /**
   * Starts following those addresses that can be followed, under the subscription's key; false if one cannot or is one too
   * many.
   */
  add(key: unknown, uris: readonly string[]): boolean;
  drop(key: unknown): void;
  /** Stops following everything. */
  end(): void;
}

export interface FollowOptions {
  /** The context to read an address with; called for each read. */
  contextFor(signal: AbortSignal): Promise<PromptContext>;
  /** Called for each change. */
  changed(uri: string): void;
}

/** An address is given up after this many failed reads in a row. */
const MOST_FAILURES = 5;

/** Reads each address every few seconds, with the caller's own credentials, and tells when its content has changed. */
export function createFollowing({ contextFor, changed }: FollowOptions): Following {
  const followed = new Map<string, { keys: Set<unknown>; stop: AbortController }>();

  const follow = async (uri: string, signal: AbortSignal): Promise<void> => {
    let last: string | undefined;
    for (let failures = 0; failures < MOST_FAILURES; ) {
      const state = await contextFor(signal)
        .then((context) => stateOf(uri, context))
        .catch(() => undefined);
      if (signal.aborted) return;
      failures = state === undefined ? failures + 1 : 0;
      if (state !== undefined && last !== undefined && state !== last) changed(uri);
      last = state ?? last;
      await sleep(BOUNDS.followInterval.limit, undefined, { signal, ref: false });
    }
  };

  const add = (key: unknown, uri: string): boolean => {
    const known = followed.get(uri);
    if (known) {
      known.keys.add(key);
      return true;
    }
    if (followed.size >= BOUNDS.followed.limit || !findLiveResource(uri)) return false;
    const stop = new AbortController();
    followed.set(uri, { keys: new Set([key]), stop });
    // The promise rejects once it is stopped.
    void follow(uri, stop.signal).catch(() => {});
    return true;
  };
  return {
    add: (key, uris) => uris.map((uri) => add(key, uri)).every(Boolean),
    drop: (key) => {
      for (const [uri, { keys, stop }] of followed) {
        if (!keys.delete(key) || keys.size > 0) continue;
        stop.abort();
        followed.delete(uri);
      }
    },
    end: () => {
      for (const { stop } of followed.values()) stop.abort();
      followed.clear();
    },
  };
}

/** The signature in a signed link differs with each read. */
const QUERIES = /(https?:\/\/[^\s"?]+)\?[^\s"]*/g;

/** A digest that changes with what an address holds. Throws the platform's errors, except for what is gone. */
async function stateOf(uri: string, context: PromptContext): Promise<string> {
  const { resource, given } = findLiveResource(uri)!;
  const value = await resource.read(given, context).catch((error: unknown) => {
    if (error instanceof NotFound) return 'gone';
    throw error;
  });
  return createHash('sha256').update(JSON.stringify(value).replace(QUERIES, '$1')).digest('hex');
}

/** Handles the subscriptions of protocol 2025-11-25 and before, one address each. */
export function registerSubscriptions({ server }: McpServer, following: Following): void {
  server.setRequestHandler('resources/subscribe', ({ params: { uri } }) => {
    if (following.add(uri, [uri])) return {};
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      `${uri.slice(0, 200)} cannot be subscribed to: only addresses of the resource templates can, ${BOUNDS.followed.limit} at a time.`,
    );
  });
  server.setRequestHandler('resources/unsubscribe', ({ params }) => {
    following.drop(params.uri);
    return {};
  });
}

/** The addresses that a `subscriptions/listen` of protocol 2026-07-28 names; none in any other message. */
export function addressesIn(message: unknown): string[] {
  const { method, params } = (message ?? {}) as {
    method?: unknown;
    params?: { notifications?: { resourceSubscriptions?: unknown } };
  };
  const uris = method === 'subscriptions/listen' ? params?.notifications?.resourceSubscriptions : undefined;
  return Array.isArray(uris) ? uris.filter((uri) => typeof uri === 'string') : [];
}
