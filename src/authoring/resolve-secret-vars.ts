import { needsResolving, type ResolvedSecrets, resolveSecrets } from '../slx/resolve-secrets.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { orNote } from '../tool-kit/or-note.ts';
import { readUsage, usageNotes } from './slx-usage.ts';

/**
 * Full workspace keys for the secrets of a script, with a note for each that was expanded. Nothing is asked where all
 * are full already. A list that cannot be read becomes a note, since the other one may be enough.
 */
export async function resolveSecretVars(
  workspace: string,
  secretVars: Record<string, string>,
  context: ToolContext,
): Promise<ResolvedSecrets> {
  if (!needsResolving(secretVars)) return { secretVars, notes: [] };
  const { signal } = context;
  const notes: string[] = [];
  const [usage, vaultKeys] = await Promise.all([
    orNote(readUsage(workspace, context), {
      what: 'Secrets of committed SLXs could not be read',
      notes,
      signal,
    }),
    orNote(listedKeys(workspace, context), {
      what: "The workspace's list of secrets could not be read",
      notes,
      signal,
    }),
  ]);
  const known = { slxSecrets: usage?.secrets ?? [], vaultKeys: vaultKeys ?? [] };
  const resolved = resolveSecrets(secretVars, known);
  return { ...resolved, notes: [...notes, ...resolved.notes, ...(usage ? usageNotes(usage) : [])] };
}

async function listedKeys(workspace: string, { platform, signal }: ToolContext): Promise<string[]> {
  return (await platform.secrets.keys(workspace, { signal })).keys;
}
