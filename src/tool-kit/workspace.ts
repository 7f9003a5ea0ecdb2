import { resolveWorkspace } from '../platform/resolve-workspace.ts';
import type { ToolContext } from './define-tool.ts';

/** Short name of the workspace that a call means: the one named, else the default one. */
export async function workspaceOf(
  args: { workspace_name?: string | undefined },
  { platform, config, signal }: ToolContext,
): Promise<string> {
  return resolveWorkspace(platform, args.workspace_name, config.defaultWorkspace, { signal });
}
