import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

/** Name of the platform's one key, as its key set has it. */
export const KEY_ID = 'papi-rsa-1';

export interface SigningKeys {
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  /** The public key as the key set shows it. */
  publicJwk: JWK;
}

let keys: Promise<SigningKeys> | undefined;

/** The keys of every sandbox of this process: to make them takes a third of a second, so that is put off until one signs. */
export function signingKeys(): Promise<SigningKeys> {
  keys ??= createSigningKeys();
  return keys;
}

async function createSigningKeys(): Promise<SigningKeys> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const { kty, e, n } = await exportJWK(publicKey);
  return { privateKey, publicKey, publicJwk: { alg: 'RS256', kty, kid: KEY_ID, use: 'sig', e, n } };
}
