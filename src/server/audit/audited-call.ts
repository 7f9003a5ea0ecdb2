import { ToolError } from '../../errors/tool-error.ts';
import type { ToolContext, ToolDefinition } from '../../tool-kit/define-tool.ts';
import { NotAgreed } from '../agreement.ts';
import { RootsWanted } from '../roots.ts';

/** Whose call it is and what sent it, as far as the transport knows. */
export interface CallOrigin {
  /** Over HTTP, where the token was checked; else the platform is asked. */
  caller?: { id: string; name?: string };
  /** The client's own name for itself. */
  client?: { name: string; version?: string };
}

export interface AuditedCall extends CallOrigin {
  tool: ToolDefinition;
  /** Parsed. */
  args: Record<string, unknown>;
  context: ToolContext;
}

/** How an audited call ended: `ok`, what it waits for or was answered instead, or the error's code; and what it answered. */
export interface AuditedEnd {
  outcome: string;
  answer: unknown;
}

export interface AuditTrail {
  /**
   * Writes the line that the call begins, before anything is sent for it; throws `Refused` where it cannot be written.
   * The returned function writes how the call ended, and never throws.
   */
  begin(call: AuditedCall): Promise<(end: AuditedEnd) => Promise<void>>;
}

/**
 * Runs what a call does between the line that it begins and the line that it ended, where it changes, deletes,
 * executes, or writes files.
 */
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
