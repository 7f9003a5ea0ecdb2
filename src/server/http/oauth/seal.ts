import { hkdfSync } from 'node:crypto';
import { EncryptJWT, errors, type JWTPayload, jwtDecrypt } from 'jose';
import type { z } from 'zod';

/** What a sealed text is for; one that was sealed for something else does not open. */
export type Purpose = 'client' | 'consent' | 'state' | 'code' | 'refresh';

/**
 * Authenticated encryption of what must be remembered between two requests, so that it can travel with the browser
 * or the client, and any copy of this server with the same key can go on.
 */
export interface Sealer {
  seal(purpose: Purpose, content: JWTPayload, lifetimeS?: number): Promise<string>;
  /** The content; undefined where the text was changed, is for something else, or has outlived its time. */
  unseal<Schema extends z.ZodType>(
    purpose: Purpose,
    schema: Schema,
    text: string,
  ): Promise<z.output<Schema> | undefined>;
}

/** Fewest characters of a key: what 24 random bytes have in base64. */
export const SHORTEST_KEY = 32;

const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const;

/** Seals with keys that are derived from `key`, one for each purpose; `issuer` keeps servers that share it apart. */
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
