import { EXPIRY } from '../scripts/measures.ts';
import { cloud, type SlxSeed } from '../slx-seed.ts';

/** A workspace that most users have no access to. */
export const identity: SlxSeed[] = [
  {
    name: 'signing-key-expiry',
    alias: 'Token Signing Key Expiry',
    statement: 'Token signing keys should not be about to expire.',
    place: cloud('aws', '900218773410', 'eu-central-1', 'kms', 'token-signing'),
    task: {
      title: 'Check Expiry of Token Signing Keys',
      script: EXPIRY,
      env: { STORE: 'token-signing', ITEMS: JSON.stringify({ 'current-key': 61 }) },
    },
  },
];
