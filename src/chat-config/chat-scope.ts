import { z } from 'zod';
import { Refused } from '../errors/request-errors.ts';
import { personaShortName } from '../names/persona-name.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import type { Need } from '../tool-kit/role-needs.ts';

/** Whose answers a rule or command shapes. */
const scopeTypes = ['workspace', 'persona', 'user', 'platform', 'org'] as const;
export type ScopeType = (typeof scopeTypes)[number];

export const scopeType = z.enum(scopeTypes).describe('Whom it applies to');
export const scopeId = z.string().describe('For persona: assistant short name').optional();

/**
 * What a change in a scope asks of the caller's role, as the platform describes it: rules and commands of a workspace or an
 * assistant are its admins', everybody's own need no role. Undefined where the call does not say the scope.
 */
export function scopeNeed({ scope_type }: Record<string, unknown>): Need | undefined {
  return scope_type === 'workspace' || scope_type === 'persona' ? 'administer' : undefined;
}

export interface Scope {
  scope_type: ScopeType;
  scope_id?: string;
}

/**
 * The scope in the form that the platform stores: the workspace's own name, an assistant's short name, the
 * caller's e-mail. Throws `Refused` where an id is missing or belongs elsewhere.
 */
export async function storedScope(
  { scope_type, scope_id }: { scope_type: ScopeType; scope_id?: string | undefined },
  workspace: string,
  context: ToolContext,
): Promise<Scope> {
  switch (scope_type) {
    case 'persona':
      if (!scope_id) throw needsAssistant();
      return { scope_type, scope_id: personaShortName(workspace, scope_id) };
    case 'workspace':
      if (scope_id && scope_id !== workspace) throw strayId(scope_type, scope_id);
      return { scope_type, scope_id: workspace };
    case 'user':
      return { scope_type, scope_id: scope_id || (await ownEmail(context)) };
    case 'platform':
      if (scope_id) throw strayId(scope_type, scope_id);
      return { scope_type };
    case 'org':
      return scope_id ? { scope_type, scope_id } : { scope_type };
  }
}

/**
 * The scope that an update moves something to, empty where it stays. What the call leaves open is read from the
 * stored one. Throws `Refused` where an assistant would have to be guessed.
 */
export async function movedScope(
  { scope_type, scope_id }: { scope_type?: ScopeType | undefined; scope_id?: string | undefined },
  workspace: string,
  stored: () => Promise<{ scope_type: string; scope_id?: string | null }>,
  context: ToolContext,
): Promise<Scope | Record<string, never>> {
  if (!scope_type && !scope_id) return {};
  if (scope_type && (scope_id || scope_type !== 'persona')) {
    return storedScope({ scope_type, scope_id }, workspace, context);
  }
  const now = await stored();
  if (!scope_type)
    return storedScope({ scope_type: knownType(now.scope_type), scope_id }, workspace, context);
  const own = now.scope_type === 'persona' ? (now.scope_id ?? undefined) : undefined;
  return storedScope({ scope_type, scope_id: own }, workspace, context);
}

/** `persona eager-edgar`, `workspace` and so on, for messages. */
export function scopeLabel({
  scope_type,
  scope_id,
}: {
  scope_type: string;
  scope_id?: string | null;
}): string {
  return scope_type === 'persona' || scope_type === 'user' ? `${scope_type} ${scope_id}` : scope_type;
}

function knownType(stored: string): ScopeType {
  const known = scopeTypes.find((type) => type === stored);
  if (known) return known;
  throw new Refused(`It is stored with scope type ${stored}, for which no scope_id is known here.`, {
    hint: 'Give scope_type together with scope_id.',
  });
}

/** The caller's e-mail. Throws `Refused` where the platform does not say it. */
export async function ownEmail({ platform, signal }: ToolContext): Promise<string> {
  const { email, primaryEmail } = await platform.users.whoami({ signal });
  const own = email ?? primaryEmail;
  if (own) return own;
  throw new Refused('The platform does not say which e-mail this token belongs to.', {
    hint: 'Give your own e-mail.',
  });
}

function needsAssistant(): Refused {
  return new Refused('scope_type persona needs scope_id.', {
    hint: "Give the assistant's short name as scope_id; list_assistants has them.",
  });
}

function strayId(scopeType: string, scopeId: string): Refused {
  return new Refused(`scope_type ${scopeType} does not go with scope_id ${JSON.stringify(scopeId)}.`, {
    hint: 'Leave scope_id out, or choose scope_type persona or user.',
  });
}
