import type { Role, User, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import type { SandboxContext } from './context.ts';
import { forbidden, notFound, unauthorized } from './reply.ts';

/** What a route needs to be allowed to do in a workspace. */
export type Need = 'read' | 'run' | 'write' | 'admin';

const GRANTS: Record<Role, readonly Need[]> = {
  admin: ['read', 'run', 'write', 'admin'],
  readwrite: ['read', 'run', 'write'],
  readandrun: ['read', 'run'],
  readandrunwithassistant: ['read', 'run'],
  readonly: ['read'],
};

/** The user whose bearer token came with the request; 401 without one, or with an unknown one. */
export function requireCaller(c: SandboxContext): User {
  const { caller } = c.var;
  if (caller) return caller;
  const given = c.req.header('authorization') !== undefined;
  throw unauthorized(
    given ? 'Given token not valid for any token type' : 'Authentication credentials were not provided.',
  );
}

/**
 * The workspace that the path names as `:workspace`, and the caller. A workspace that the caller has no role in
 * answers 404 like one that does not exist; a role that does not suffice answers 403.
 */
export function requireWorkspace(
  c: SandboxContext,
  world: World,
  need: Need,
): { caller: User; workspace: Workspace; role: Role } {
  const caller = requireCaller(c);
  const name = c.req.param('workspace') ?? '';
  const workspace = world.workspaces.get(name);
  const role = workspace?.members.get(caller.email);
  if (!workspace || !role) throw notFound(`Workspace '${name}' not found`);
  if (!GRANTS[role].includes(need)) {
    throw forbidden(`Role '${role}' in workspace '${name}' does not allow this; it needs ${need} access.`);
  }
  return { caller, workspace, role };
}
