import { z } from 'zod';
import { shortNameOf } from '../names/full-name.ts';
import { personaShortName } from '../names/persona-name.ts';
import type { Page } from '../platform/pages.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { type ScopeType, scopeType } from './chat-scope.ts';

/** Filters of a list call, as a tool takes them. */
export const scopeFilters = {
  scope_type: scopeType.optional(),
  scope_id: z.string().describe('Assistant, or user e-mail').optional(),
  is_active: z.boolean().describe('Only (in)active ones').optional(),
  page: z.int().min(1).default(1).describe('Page of page_size rows'),
  page_size: z.int().min(1).max(1000).default(50).describe('Most rows'),
  offset: z.int().min(0).describe('Rows to skip, in place of page').optional(),
};

interface Filters {
  scope_type?: ScopeType | undefined;
  scope_id?: string | undefined;
  is_active?: boolean | undefined;
  page: number;
  page_size: number;
  offset?: number | undefined;
}

/** Throws `NotFound` where nothing is in the scope of an assistant because there is no such assistant. */
async function requireScope(
  { scope_type, scope_id }: Pick<Filters, 'scope_type' | 'scope_id'>,
  found: Page<unknown>,
  workspace: string,
  { platform, signal }: Pick<ToolContext, 'platform' | 'signal'>,
): Promise<void> {
  if (found.count > 0 || scope_type !== 'persona' || !scope_id) return;
  await platform.personas.get(workspace, personaShortName(workspace, scope_id), { signal });
}

/** A note on what was looked through in vain; none where something was found. */
async function whyNone(
  what: 'rule' | 'command',
  filters: Pick<Filters, 'scope_type' | 'scope_id' | 'is_active'>,
  found: Page<unknown>,
  list: List<unknown>,
): Promise<{ notes?: string[] }> {
  if (found.count > 0) return {};
  const { scope_type, scope_id, is_active } = filters;
  const asked = [
    ...(is_active === undefined ? [] : [is_active ? 'switched on' : 'switched off']),
    ...(scope_type === undefined ? [] : [`in the scope ${[scope_type, scope_id].filter(Boolean).join(' ')}`]),
  ];
  const scopes = 'the workspace, its assistants and yourself';
  if (asked.length === 0) return { notes: [`There is no ${what} for ${scopes}; scope_type names others.`] };
  const { count } = await list({ max: 1 });
  return {
    notes: [`There is no ${what} ${asked.join(', ')}. Without filters there are ${count}, for ${scopes}.`],
  };
}

/** Rows that the filters skip. */
export function skippedRows({ page, page_size, offset }: Omit<Filters, 'scope_type'>): number {
  return offset ?? (page - 1) * page_size;
}

/** Asks the platform for rules or commands. */
type List<Item> = (filters: {
  scope_type?: ScopeType;
  scope_id?: string;
  is_active?: boolean;
  max?: number;
}) => Promise<Page<Item>>;

type InScope = { scope_type: string; scope_id?: string | null };

/**
 * `listInScope`, and a note on what was looked through where there is none. Throws `NotFound` where the filters ask for those of
 * an assistant that does not exist.
 */
export async function listOrSayWhyNone<Item extends InScope>(
  what: 'rule' | 'command',
  filters: Filters,
  workspace: string,
  list: List<Item>,
  context: Pick<ToolContext, 'platform' | 'signal'>,
): Promise<{ page: Page<Item>; none: { notes?: string[] } }> {
  const page = await listInScope(filters, workspace, list);
  await requireScope(filters, page, workspace, context);
  return { page, none: await whyNone(what, filters, page, list) };
}

/**
 * The rules or commands that the filters ask for. The platform compares scope ids letter by letter and holds an
 * assistant's under its short or its full name, so those are compared here.
 */
export async function listInScope<Item extends InScope>(
  filters: Filters,
  workspace: string,
  list: List<Item>,
): Promise<Page<Item>> {
  const { page: _, page_size, offset: __, scope_id, ...rest } = filters;
  const max = skippedRows(filters) + page_size;
  if (!scope_id) return list({ ...rest, max });
  if (filters.scope_type !== 'persona') return list({ ...rest, scope_id, max });
  const wanted = personaShortName(workspace, scope_id);
  const page = await list(rest);
  const results = page.results.filter(({ scope_id: id }) => id && shortNameOf(workspace, id) === wanted);
  return { ...page, count: results.length, results: results.slice(0, max) };
}
