import { Forbidden } from '../errors/platform-errors.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import type { ToolError } from '../errors/tool-error.ts';
import type { Workspace } from '../platform/workspaces.ts';
import type { ToolContext, ToolDefinition } from './define-tool.ts';
import { lacks, type Need, suffices, sufficient } from './role-needs.ts';
import { workspaceOf } from './workspace.ts';

const BY_EFFECT = { read: undefined, write: 'change', delete: 'change', execute: 'run' } as const;

/** How many workspaces a refusal names. */
const SHOWN = 20;

/** What this call needs; undefined for reads, for dry runs, and where only the platform can tell. */
export function needOf(tool: ToolDefinition, args: Record<string, unknown>): Need | undefined {
  if (args.dry_run === true) return undefined;
  const { needs = BY_EFFECT[tool.effect] } = tool;
  return typeof needs === 'function' ? needs(args) : needs;
}

/**
 * Throws `Forbidden`, with the workspaces where the call would be allowed, where the caller's role in its workspace is known
 * not to allow it. The list of workspaces has the roles; before a refusal it is read anew, since a role may be new.
 */
export async function checkRole(
  tool: ToolDefinition,
  args: Record<string, unknown>,
  context: ToolContext,
): Promise<void> {
  const need = needOf(tool, args);
  if (!need) return;
  const workspace = await knownWorkspace(args, context);
  if (workspace === undefined) return;
  const { workspaces } = context.platform;
  if (!lacks(need, roleIn(workspace, (await workspaces.list(context)).workspaces))) return;
  const list = (await workspaces.list({ ...context, fresh: true })).workspaces;
  const role = roleIn(workspace, list);
  if (!lacks(need, role)) return;
  const { detail, where } = allowedIn(need, list);
  const roles = sufficient(need).join(' or ');
  throw new Forbidden(`${tool.name} needs the role ${roles} in ${workspace}, where yours is ${role}.`, {
    hint: `${where} Or ask an admin of ${workspace} for the role.`,
    detail: { workspace, role, ...detail },
  });
}

/** The workspace of the call; undefined where it is none that is known, which the tool says when it comes to it. */
async function knownWorkspace(
  args: Record<string, unknown>,
  context: ToolContext,
): Promise<string | undefined> {
  try {
    return await workspaceOf(args, context);
  } catch (error) {
    if (error instanceof InvalidArguments) return undefined;
    throw error;
  }
}

/** The error; one that says that the platform forbids the call, with the workspaces where the caller's role would do. */
export async function sayWhereAllowed(
  error: ToolError,
  tool: ToolDefinition,
  args: Record<string, unknown>,
  context: ToolContext,
): Promise<ToolError> {
  const isForbidden = error.code === 'forbidden' && error.status === 403;
  if (tool.effect === 'read' || !isForbidden || context.signal.aborted) return error;
  const read = [
    context.platform.workspaces.list({ ...context, fresh: true }),
    workspaceOf(args, context),
  ] as const;
  const [list, workspace] = await Promise.all(read).catch(() => []);
  if (!list) return error;
  const others = list.workspaces.filter(({ name }) => name !== workspace);
  const { detail, where } = allowedIn(needOf(tool, args) ?? 'administer', others);
  return new Forbidden(error.message, {
    hint: `${error.hint} ${where}`,
    status: 403,
    detail: { ...error.detail, ...detail },
    cause: error,
  });
}

/** The workspaces whose role for the caller is enough, as a sentence and as data. */
export function allowedIn(need: Need, workspaces: readonly Workspace[]) {
  const names = workspaces.filter(({ role }) => suffices(need, role)).map(({ name }) => name);
  const shown = names.slice(0, SHOWN);
  const more = names.length - shown.length;
  return {
    where:
      names.length === 0
        ? 'None of the workspaces that you see gives you such a role.'
        : `Your role is enough in ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    detail: { allowed_in: shown, ...(more > 0 ? { more } : {}) },
  };
}

const roleIn = (workspace: string, list: readonly Workspace[]) =>
  list.find(({ name }) => name === workspace)?.role ?? null;
