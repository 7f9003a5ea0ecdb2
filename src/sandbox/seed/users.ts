import type { User } from '../records.ts';

/** Who can call the sandbox. The tokens open nothing anywhere else. */
export const USERS = {
  admin: {
    id: 11,
    username: 'ada',
    email: 'ada@checkout.example',
    firstName: 'Ada',
    lastName: 'Admin',
    token: 'sandbox-token-admin-4f1c9d',
  },
  readonly: {
    id: 12,
    username: 'rui',
    email: 'rui@checkout.example',
    firstName: 'Rui',
    lastName: 'Reader',
    token: 'sandbox-token-readonly-b27e60',
  },
  outsider: {
    id: 13,
    username: 'olu',
    email: 'olu@elsewhere.example',
    firstName: 'Olu',
    lastName: 'Outside',
    token: 'sandbox-token-outsider-8a03fe',
  },
} satisfies Record<string, User>;
