import { OAuthError } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { createCache } from '../../../platform/cache.ts';
import type { PublicFetch } from '../../../platform/transport/public-fetch.ts';
import { type Client, presentableName, unknownClient } from './client.ts';
import { parseClientMetadata } from './client-metadata.ts';

const GOOD_FOR_MS = 5 * 60_000;
const FAILED_FOR_MS = 30_000;
const MOST_DOCUMENTS = 200;

const document = z.looseObject({ client_id: z.string() });

/** Reads the metadata documents that clients publish at the address that serves as their id. */
export function createDocumentReader(fetch: PublicFetch) {
  // The documents are public, so one caller's read serves everybody.
  const cache = createCache(MOST_DOCUMENTS).forCaller('');
  return (url: string, signal: AbortSignal): Promise<Client> => {
    if (!isDocumentUrl(url)) {
      throw unknownClient(
        'A client id that is an address must be https, with a path, and without query, fragment and dot segments.',
      );
    }
    const load = (shared: AbortSignal) => read(fetch, url, shared);
    return cache.get(url, load, { ttlMs: GOOD_FOR_MS, failureTtlMs: FAILED_FOR_MS, signal });
  };
}

async function read(load: PublicFetch, url: string, signal: AbortSignal): Promise<Client> {
  try {
    const value: unknown = JSON.parse(await load(url, signal));
    if (document.parse(value).client_id !== url)
      throw unknownClient('The client’s document names another client_id.');
    const { redirect_uris, client_name, token_endpoint_auth_method = 'none' } = parseClientMetadata(value);
    if (token_endpoint_auth_method !== 'none') {
      throw unknownClient('Only public clients can sign in here: token_endpoint_auth_method must be none.');
    }
    return {
      id: url,
      name: presentableName(client_name),
      publishedBy: new URL(url).host,
      redirectUris: redirect_uris,
    };
  } catch (error) {
    if (error instanceof OAuthError) throw unknownClient(error.message);
    throw unknownClient('The client’s document could not be read at its address.');
  }
}

/** Checks a client id that is an address against the rules for them; what a URL parser would change is refused. */
function isDocumentUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username, password, href } = new URL(text);
  return (
    protocol === 'https:' &&
    pathname !== '/' &&
    `${search}${hash}${username}${password}` === '' &&
    href === text
  );
}
