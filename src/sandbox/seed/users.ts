import { randomBytes } from 'node:crypto';
import type { User } from '../state/records.ts';
import type { World } from '../state/world.ts';

/** Who can call the sandbox. */
export const USERS = {
  admin: { id: 11, username: 'ada', email: 'ada@checkout.example', firstName: 'Ada', lastName: 'Admin' },
  readonly: { id: 12, username: 'rui', email: 'rui@checkout.example', firstName: 'Rui', lastName: 'Reader' },
  outsider: {
    id: 13,
    username: 'olu',
    email: 'olu@elsewhere.example',
    firstName: 'Olu',
    lastName: 'Outside',
  },
} satisfies Record<string, Omit<User, 'token'>>;

/** Tokens are new each time: a known one would let any web page on this machine run scripts through the sandbox. */
export function addUsers(world: World): void {
  for (const [kind, user] of Object.entries(USERS)) {
    world.users.push({ ...user, token: `sandbox-${kind}-${randomBytes(16).toString('hex')}` });
  }
}

/** The token of a user who was added. */
export function tokenOf(world: World, kind: keyof typeof USERS): string {
  return world.users.find(({ id }) => id === USERS[kind].id)?.token ?? '';
}
