import { createHash } from 'node:crypto';
import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { showText } from '../../../shown-text/show-value.ts';
import type { Sealer } from './seal.ts';

/** An application that may ask people to sign in; all are public clients. */
export interface Client {
  id: string;
  /** The name that the application gives itself. */
  name: string;
  /** The host that vouches for the name; undefined where only the application itself does. */
  publishedBy?: string;
  redirectUris: string[];
}

export interface Clients {
  /** Throws `OAuthError` with `invalid_client` where there is no such client. */
  find(id: string, signal: AbortSignal): Promise<Client>;
}

/** What a client id issued by this server contains. */
const registration = z.object({ redirect_uris: z.array(z.string()), client_name: z.string() });

const LONGEST_ID = 4096;
const LONGEST_NAME = 80;

/**
 * Both kinds of clients: registered ones, whose id is their sealed registration, and those whose id is the https address of
 * their metadata document, where such documents can be read.
 */
export function createClients(
  sealer: Sealer,
  describedAt: ((url: string, signal: AbortSignal) => Promise<Client>) | undefined,
): Clients {
  return {
    find: async (id, signal) => {
      if (id.length > LONGEST_ID) throw unknownClient();
      if (id.startsWith('https://') && describedAt) return describedAt(id, signal);
      const registered = await sealer.unseal('client', registration, id);
      if (!registered) throw unknownClient();
      return { id, name: registered.client_name, redirectUris: registered.redirect_uris };
    },
  };
}

/** Stands for a client id where space is short. */
export function fingerprint(clientId: string): string {
  return createHash('sha256').update(clientId).digest('base64url');
}

/** A name fit to be shown: one line, without invisible or direction-changing characters. */
export function presentableName(given: string | undefined): string {
  const name = showText(given ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return [...name].slice(0, LONGEST_NAME).join('') || 'An application without a name';
}

export function unknownClient(
  why = 'This client is not registered here; it has to register again.',
): OAuthError {
  return new OAuthError(OAuthErrorCode.InvalidClient, why);
}
