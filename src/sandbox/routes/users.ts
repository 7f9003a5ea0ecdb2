import { requireCaller } from '../http/access.ts';
import type { SandboxApp } from '../http/context.ts';
import { pathInteger } from '../http/path-parameters.ts';
import { notFound } from '../http/reply.ts';
import type { User } from '../state/records.ts';
import type { JsonObject } from '../state/values.ts';
import type { World } from '../state/world.ts';

/** Who is calling, and who somebody is. */
export function userRoutes(app: SandboxApp, world: World): void {
  app.get('/api/v3/users/whoami', (c) => c.json(userView(requireCaller(c))));

  app.get('/api/v3/users/:user_id', (c) => {
    requireCaller(c);
    const id = pathInteger(c, 'user_id');
    const user = world.users.find((candidate) => candidate.id === id);
    if (!user) throw notFound(`User ${id} not found`);
    return c.json(userView(user));
  });
}

function userView(user: User): JsonObject {
  const { id, username, email, firstName, lastName } = user;
  return {
    id,
    username,
    email,
    primaryEmail: email,
    firstName,
    lastName,
    fullName: `${firstName} ${lastName}`,
    avatarUrl: null,
    groups: [],
    isActive: true,
    isStaff: false,
    isSuperuser: false,
    isServiceAccount: false,
  };
}
