import { createHash, randomBytes } from 'node:crypto';

/** A SHA-256 digest in base64url, the only thing that S256 produces. */
export const CODE_CHALLENGE = /^[\w-]{43}$/;
const CODE_VERIFIER = /^[\w.~-]{43,128}$/;

export function newVerifier(): string {
  return randomBytes(32).toString('base64url');
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** Whether a verifier is well formed and matches the challenge. */
export function fitsChallenge(verifier: string, challenge: string): boolean {
  return CODE_VERIFIER.test(verifier) && challengeOf(verifier) === challenge;
}
