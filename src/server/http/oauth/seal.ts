import { hkdfSync } from 'node:crypto';
import { EncryptJWT, errors, type JWTPayload, jwtDecrypt } from 'jose';
import type { z } from 'zod';

/** What a sealed text is for; one sealed for another purpose does not open. */
export type Purpose = 'client' | 'consent' | 'state' | 'code' | 'refresh';

/**
 * Authenticated encryption of the state between two requests, so that it can travel with the browser or the client and be
 * read by any copy of this server with the same key.
 */
export interface Sealer {
  seal(purpose: Purpose, content: JWTPayload, lifetimeS?: number): Promise<string>;
  /** The content; undefined where the text was changed, has another purpose, or has expired. */
  unseal<Schema extends z.ZodType>(
    purpose: Purpose,
    schema: Schema,
    text: string,
  ): Promise<z.output<Schema> | undefined>;
}

/** Shortest key, in characters: 24 random bytes in base64. */
export const SHORTEST_KEY = 32;

const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const;

/** Seals with keys derived from `key`, one for each purpose; `issuer` separates servers that share a key. */
export function createSealer(key: string, issuer: string): Sealer {
  const keyFor = (purpose: Purpose) =>
    new Uint8Array(hkdfSync('sha256', key, '', `runwhen-platform-mcp ${purpose} ${issuer}`, 32));
  return {
    seal: (purpose, content, lifetimeS) => {
      const token = new EncryptJWT(content).setProtectedHeader(ENCRYPTION);
      if (lifetimeS !== undefined) token.setExpirationTime(`${lifetimeS}s`);
      return token.encrypt(keyFor(purpose));
    },
    unseal: async (purpose, schema, text) => {
      try {
        const { payload } = await jwtDecrypt(text, keyFor(purpose), {
          keyManagementAlgorithms: [ENCRYPTION.alg],
          contentEncryptionAlgorithms: [ENCRYPTION.enc],
        });
        return schema.safeParse(payload).data;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}
