import { InvalidArguments } from '../errors/request-errors.ts';
import { ToolError } from '../errors/tool-error.ts';
import type { ToolContext, ToolDefinition } from './define-tool.ts';
import { WORKSPACE_KEY } from './own-arguments.ts';
import { workspaceOf } from './workspace.ts';

/** What the platform answers about a workspace that was deleted, or that the caller was taken out of. */
const MAY_BE_GONE = new Set(['not_found', 'forbidden']);

/**
 * The error of a call; where the workspace that the list of a moment ago still had is no longer there, one that says so.
 * Reads the list anew only then.
 */
export async function sayWhereGone(
  error: ToolError,
  tool: ToolDefinition,
  args: Record<string, unknown>,
  context: ToolContext,
): Promise<ToolError> {
  const { workspaces } = context.platform;
  const mayBe = isOfPlatform(error) && WORKSPACE_KEY in tool.input.shape && workspaces.isListed();
  if (!mayBe || context.signal.aborted) return error;
  let wasThere = false;
  try {
    await workspaceOf(args, context);
    wasThere = true;
    await workspaces.list({ signal: context.signal, fresh: true });
    await workspaceOf(args, context);
    return error;
  } catch (cause) {
    if (!(cause instanceof ToolError)) throw cause;
    return wasThere && cause instanceof InvalidArguments ? cause : error;
  }
}

/** The platform's own answer, or the cause of a refusal; a refusal for a known role has neither. */
function isOfPlatform({ code, status, detail }: ToolError): boolean {
  return MAY_BE_GONE.has(code) && (status !== undefined || detail?.cause !== undefined);
}
