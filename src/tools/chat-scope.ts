import { z } from 'zod';
import { personaShortName } from '../chat-config/persona-name.ts';
import { Refused } from '../errors/request-errors.ts';
import type { Page } from '../platform/pages.ts';
import type { ToolContext } from './define-tool.ts';

/** Whose answers a rule or command shapes. */
export const scopeTypes = ['workspace', 'persona', 'user', 'platform', 'org'] as const;
export type ScopeType = (typeof scopeTypes)[number];

export const scopeType = z.enum(scopeTypes).describe('Whom it applies to');
export const scopeId = z.string().describe('For persona: assistant short name').optional();

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
      return { scope_type, scope_id: scope_id ?? (await ownEmail(context)) };
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

/** Throws `Refused` where an update names nothing to change. */
export function requireChanges(fields: Record<string, unknown>): void {
  if (Object.values(fields).some((value) => value !== undefined)) return;
  throw new Refused('Nothing to change.', {
    hint: `Give at least one of ${Object.keys(fields).join(', ')}.`,
  });
}

/** Filters of a list call, as a tool takes them. */
export const scopeFilters = {
  scope_type: scopeType.optional(),
  scope_id: z.string().describe('Assistant, or user e-mail').optional(),
  is_active: z.boolean().describe('Only (in)active ones').optional(),
  limit: z.int().min(1).max(1000).default(200).describe('Most rows'),
  offset: z.int().min(0).default(0).describe('Rows to skip'),
};

interface Filters {
  scope_type?: ScopeType | undefined;
  scope_id?: string | undefined;
  is_active?: boolean | undefined;
  limit: number;
  offset: number;
}

/**
 * The rules or commands that the filters ask for. The platform compares scope ids letter by letter and holds an
 * assistant's under its short or its full name, so those are compared here.
 */
export async function listInScope<Item extends { scope_type: string; scope_id?: string | null }>(
  filters: Filters,
  workspace: string,
  list: (filters: {
    scope_type?: ScopeType;
    scope_id?: string;
    is_active?: boolean;
    max?: number;
  }) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const { limit, offset, scope_id, ...rest } = filters;
  const max = offset + limit;
  if (!scope_id) return list({ ...rest, max });
  if (filters.scope_type !== 'persona') return list({ ...rest, scope_id, max });
  const wanted = personaShortName(workspace, scope_id);
  const page = await list(rest);
  const results = page.results.filter(({ scope_id: id }) => id && shortForm(workspace, id) === wanted);
  return { ...page, count: results.length, results: results.slice(0, max) };
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
  throw new Refused(`It is stored with scope type ${stored}, which takes no scope_id known here.`, {
    hint: 'Give scope_type together with scope_id.',
  });
}

function shortForm(workspace: string, id: string): string {
  return id.startsWith(`${workspace}--`) ? id.slice(workspace.length + 2) : id;
}

async function ownEmail({ platform, signal }: ToolContext): Promise<string> {
  const { email, primaryEmail } = await platform.users.whoami({ signal });
  const own = email ?? primaryEmail;
  if (own) return own;
  throw new Refused('The platform does not say which e-mail this token belongs to.', {
    hint: 'Give your own e-mail as scope_id.',
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
