import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Refused } from '../../errors/request-errors.ts';
import { isPublicAddress } from './public-address.ts';

/** Gets a small document from the public internet; throws for anything else, and for every status but 200. */
export type PublicFetch = (url: string, signal: AbortSignal) => Promise<string>;

export interface PublicFetchOptions {
  /** Which addresses may be connected to; only public ones when left out. */
  mayReach?(address: string): boolean;
  /** Certificate authorities that replace the usual ones, in PEM. */
  ca?: string;
}

const MAX_BYTES = 16 * 1024;
const TIMEOUT_MS = 5_000;

/**
 * Fetches addresses that strangers supply. Only https with a host name is allowed, no redirect is followed, no credentials
 * are sent, and the address is checked when the connection is made, so a name that changes its address between two look-ups
 * gains nothing.
 */
export function createPublicFetch({ mayReach = isPublicAddress, ca }: PublicFetchOptions = {}): PublicFetch {
  return async (url, signal) => {
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) {
      throw refused('is not an https address with a host name');
    }
    const { Agent, request } = await import('./http-client.ts');
    const agent = new Agent({
      maxResponseSize: MAX_BYTES,
      connect: { lookup: guardedLookup(mayReach), timeout: TIMEOUT_MS, ca },
    });
    try {
      const { statusCode, body } = await request(url, {
        dispatcher: agent,
        headers: { accept: 'application/json' },
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      if (statusCode !== 200) throw refused(`answers ${statusCode}`);
      return await body.text();
    } finally {
      await agent.destroy();
    }
  };
}

/** Resolves a name to its addresses; throws where one of them is not allowed. */
function guardedLookup(mayReach: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? refused('has no address'), '');
      if (!addresses.every(({ address }) => mayReach(address)))
        return done(refused('is not on the public internet'), '');
      if (options.all) return done(null, addresses);
      done(null, first.address, first.family);
    });
  };
}

function refused(why: string): Refused {
  return new Refused(`The document was not fetched: its address ${why}.`, {
    hint: 'Publish it at a public https address that answers without a redirect.',
  });
}
