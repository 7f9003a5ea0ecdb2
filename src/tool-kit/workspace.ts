import { InvalidArguments } from '../errors/request-errors.ts';
import { resolveWorkspace } from '../platform/resolve-workspace.ts';
import type { ToolContext, ToolDefinition } from './define-tool.ts';
import { WORKSPACE_KEY } from './own-arguments.ts';

/** Short name of the workspace that a call means: the one named, else the default one. */
export async function workspaceOf(
  args: { workspace_name?: string | undefined },
  { platform, config, signal, assumedWorkspace }: ToolContext,
): Promise<string> {
  if (assumedWorkspace !== undefined) return assumedWorkspace;
  return resolveWorkspace(platform, args.workspace_name, config.defaultWorkspace, { signal });
}

/** What can stand for a workspace in an address; display names mostly cannot. */
const MAY_BE_SHORT_NAME = /^[a-z0-9][a-z0-9-]*$/;

/**
 * Runs a tool. A read begins at once in the workspace as it is named, while the list of workspaces is read beside it;
 * where the list says that another is meant, it is done again there. What was read stands where the list cannot be read.
 */
export async function runInWorkspace(
  tool: ToolDefinition,
  args: Record<string, unknown>,
  context: ToolContext,
): Promise<unknown> {
  const assumed = assumedFor(tool, args, context);
  if (assumed === undefined) return tool.run(args, context);
  const [listed, early] = await Promise.allSettled([
    workspaceOf({ workspace_name: assumed }, context),
    tool.run(args, { ...context, assumedWorkspace: assumed }),
  ]);
  const isRefused = listed.status === 'rejected' && listed.reason instanceof InvalidArguments;
  const isOver = isRefused || early.status === 'rejected' || context.signal.aborted;
  if (listed.status === 'rejected' && isOver) throw listed.reason;
  if (listed.status === 'fulfilled' && listed.value !== assumed) {
    return tool.run(args, { ...context, assumedWorkspace: listed.value });
  }
  if (early.status === 'rejected') throw early.reason;
  return early.value;
}

function assumedFor(
  { effect, waits, writesFiles, input }: ToolDefinition,
  args: Record<string, unknown>,
  { platform, config }: ToolContext,
): string | undefined {
  if (effect !== 'read' || waits || writesFiles || !(WORKSPACE_KEY in input.shape)) return undefined;
  if (platform.workspaces.isListed()) return undefined;
  const { [WORKSPACE_KEY]: given } = args;
  const named = (typeof given === 'string' ? given.trim() : '') || config.defaultWorkspace?.trim() || '';
  return MAY_BE_SHORT_NAME.test(named) ? named : undefined;
}
