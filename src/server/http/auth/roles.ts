import { Cancelled, Forbidden, Unauthorized } from '../../../errors/platform-errors.ts';
import { ToolError } from '../../../errors/tool-error.ts';
import type { CallerCache } from '../../../platform/cache.ts';
import { resolveWorkspace } from '../../../platform/resolve-workspace.ts';
import type { ToolContext, ToolDefinition } from '../../../tool-kit/define-tool.ts';
import { WORKSPACE_KEY } from '../../../tool-kit/own-arguments.ts';
import { type Need, suffices, sufficient } from '../../../tool-kit/role-needs.ts';
import { allowedIn, needOf } from '../../../tool-kit/roles.ts';

/** How long a caller's roles are remembered. */
const GOOD_FOR_MS = 30_000;

/**
 * Refuses a tool that changes, deletes or executes unless the caller's role in the workspace is known to allow it. Reads
 * pass. Stands in for the check by the list of workspaces, which allows what it cannot decide. Throws `Forbidden`, also
 * where the roles could not be read, and `InvalidArguments` without a workspace.
 */
export function createRoleCheck(cache: CallerCache) {
  return async (tool: ToolDefinition, args: Record<string, unknown>, context: ToolContext): Promise<void> => {
    if (tool.effect === 'read') return;
    const given = args[WORKSPACE_KEY];
    const workspace = await resolveWorkspace(
      context.platform,
      typeof given === 'string' ? given : undefined,
      context.config.defaultWorkspace,
      context,
    );
    const roles = await readRoles(cache, workspace, context);
    const need = needOverHttp(tool, args);
    if (roles.some((role) => suffices(need, role))) return;
    const { workspaces } = await context.platform.workspaces.list(context);
    const { detail, where } = allowedIn(need, workspaces);
    throw new Forbidden(`${tool.name} needs the role ${sufficient(need).join(' or ')} in ${workspace}.`, {
      hint: `${where} Or ask an admin of ${workspace} for it. Tools that only read work with the present role.`,
      detail: { workspace, roles, ...detail },
    });
  };
}

/** Requires at least a role that may change things, for runs and for what only the platform can decide, too. */
function needOverHttp(tool: ToolDefinition, args: Record<string, unknown>): Need {
  const need = needOf(tool, args);
  return need === undefined || need === 'run' ? 'change' : need;
}

async function readRoles(cache: CallerCache, workspace: string, context: ToolContext): Promise<string[]> {
  const { platform, signal } = context;
  try {
    return await cache.get(
      `roles:${workspace}`,
      (shared) => platform.workspaces.roles(workspace, { signal: shared }),
      { ttlMs: GOOD_FOR_MS, signal },
    );
  } catch (error) {
    if (error instanceof Unauthorized || error instanceof Cancelled || !(error instanceof ToolError))
      throw error;
    throw new Forbidden(
      `The caller's role in ${workspace} could not be read, so nothing was done: ${error.message}`,
      {
        hint: 'Call again in a moment; if it persists, ask an admin of the workspace for access.',
        detail: { workspace, cause: error.code },
        cause: error,
      },
    );
  }
}
