import type { Config } from '../config/schema.ts';
import type { ToolDefinition } from './define-tool.ts';

export type ConfirmMode = Config['confirm'];

/** The status of a call that nobody agreed to; nothing was sent then. */
export const WITHOUT_AGREEMENT = ['confirmation_required', 'declined', 'cancelled'] as const;

/** Whether calls of a tool are shown to a person, or to the model with a code, before they act. */
export function waitsForAgreement(
  { effect, preview }: Pick<ToolDefinition, 'effect'> & { preview?: unknown },
  mode: ConfirmMode,
): boolean {
  if (mode === 'never' || !preview) return false;
  return mode === 'always' || effect === 'delete';
}
