import { forbidden, unprocessable } from '../http/reply.ts';
import type { ChatCommand, ChatRule } from '../state/chat-records.ts';
import type { Role, User, Workspace } from '../state/records.ts';

/** Whose answers a chat rule or command shapes. */
export interface Scope {
  scope_type: string;
  scope_id: string | null;
}

export interface Access {
  caller: User;
  workspace: Workspace;
  role: Role;
}

/**
 * The scope as it is stored, for a caller who may write in it: workspace and persona scopes take a workspace
 * admin, the user scope only the user's own e-mail, and the scopes above a workspace nobody from inside it.
 */
export function writableScope({ caller, workspace, role }: Access, scope: Scope): Scope {
  const { scope_type, scope_id } = scope;
  switch (scope_type) {
    case 'user':
      if ((scope_id ?? caller.email) !== caller.email)
        throw forbidden('You can only manage your own user scope.');
      return { scope_type, scope_id: caller.email };
    case 'workspace':
      requireAdmin(role, scope_type);
      if ((scope_id ?? workspace.name) !== workspace.name)
        throw badScopeId(scope, `must be '${workspace.name}'`);
      return { scope_type, scope_id: workspace.name };
    case 'persona':
      requireAdmin(role, scope_type);
      if (!findPersona(workspace, scope_id ?? ''))
        throw badScopeId(scope, 'must name a persona of this workspace');
      return scope;
    case 'platform':
    case 'org':
      throw forbidden(`Scope '${scope_type}' is managed by platform administrators.`);
    default:
      throw unprocessable([
        { loc: ['body', 'scope_type'], msg: 'Unknown scope type', type: 'value_error', input: scope_type },
      ]);
  }
}

/** The scope after an update, for a caller who may write in both: the stored one, and the one that the body asks for. */
export function updatedScope(
  access: Access,
  stored: Scope,
  body: { scope_type?: string | null | undefined; scope_id?: string | null | undefined },
): Scope {
  writableScope(access, stored);
  return writableScope(access, {
    scope_type: body.scope_type ?? stored.scope_type,
    scope_id: body.scope_type || body.scope_id ? (body.scope_id ?? null) : stored.scope_id,
  });
}

/** The persona that a short or full (`workspace--short`) name stands for. */
export function findPersona(workspace: Workspace, name: string) {
  const prefix = `${workspace.name}--`;
  return workspace.personas.get(name.startsWith(prefix) ? name.slice(prefix.length) : name);
}

/** Whether the caller may see it: everything but other users' own. */
export function isVisible({ scope_type, scope_id }: Scope, caller: User): boolean {
  return scope_type !== 'user' || scope_id === caller.email;
}

/** Filters of the rule and command lists. */
export interface ScopeFilter {
  scope_type?: string;
  scope_id?: string;
  is_active?: boolean;
}

/** What a list shows the caller; without a scope type only workspace, persona and the caller's own. */
export function inScope<Item extends ChatRule | ChatCommand>(
  items: Iterable<Item>,
  filter: ScopeFilter,
  caller: User,
): Item[] {
  const types = filter.scope_type ? [filter.scope_type] : ['workspace', 'persona', 'user'];
  return [...items].filter(
    (item) =>
      types.includes(item.scope_type) &&
      isVisible(item, caller) &&
      (filter.scope_id === undefined || item.scope_id === filter.scope_id) &&
      (filter.is_active === undefined || item.is_active === filter.is_active),
  );
}

function requireAdmin(role: Role, scopeType: string): void {
  if (role !== 'admin') throw forbidden(`Scope '${scopeType}' can only be managed by workspace admins.`);
}

function badScopeId({ scope_type, scope_id }: Scope, problem: string) {
  return unprocessable([
    {
      loc: ['body', 'scope_id'],
      msg: `scope_id of scope '${scope_type}' ${problem}`,
      type: 'value_error',
      input: scope_id,
    },
  ]);
}
