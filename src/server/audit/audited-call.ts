import { ToolError } from '../../errors/tool-error.ts';
import type { ToolContext, ToolDefinition } from '../../tool-kit/define-tool.ts';
import { NotAgreed } from '../agreement.ts';
import { RootsWanted } from '../roots.ts';

/** Who made a call and what client sent it, as far as the transport knows. */
export interface CallOrigin {
  /** Known over HTTP, where the token was checked; otherwise the platform is asked. */
  caller?: { id: string; name?: string };
  /** The client's own name for itself. */
  client?: { name: string; version?: string };
}

export interface AuditedCall extends CallOrigin {
  tool: ToolDefinition;
  /** The parsed arguments. */
  args: Record<string, unknown>;
  context: ToolContext;
}

/** How an audited call ended: `ok`, the status of what was answered instead, or the error's code; and its answer. */
export interface AuditedEnd {
  outcome: string;
  answer: unknown;
}

export interface AuditTrail {
  /**
   * Writes the line for the start of the call, before anything is sent; throws `Refused` where it cannot be written. The
   * function returned writes the line for the end, and never throws.
   */
  begin(call: AuditedCall): Promise<(end: AuditedEnd) => Promise<void>>;
}

/** Runs a call between its two audit lines, if it changes, deletes, executes, or writes files. */
export async function runAudited(
  call: AuditedCall,
  begin: AuditTrail['begin'],
  run: () => Promise<unknown>,
): Promise<unknown> {
  if (!leavesTrace(call)) return run();
  const end = await begin(call);
  try {
    const answer = await run();
    await end({ outcome: 'ok', answer });
    return answer;
  } catch (error) {
    const { code, detail } = error instanceof ToolError ? error : { code: 'internal', detail: undefined };
    const asked = error instanceof NotAgreed || error instanceof RootsWanted;
    await end({ outcome: asked ? error.outcome : code, answer: detail });
    throw error;
  }
}

function leavesTrace({ tool, args }: AuditedCall): boolean {
  return tool.effect !== 'read' || (tool.writesFiles === true && args.output_dir !== undefined);
}
