import type { Slx } from '../platform/slxs.ts';
import {
  needsResolving,
  type ResolvedSecrets,
  resolveSecrets,
  type SlxSecret,
} from '../slx/resolve-secrets.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { orNote } from '../tool-kit/or-note.ts';

/**
 * Full workspace keys for the secrets of a script, with a note for each that was expanded. Nothing is asked where
 * all are full already. A list that cannot be read becomes a note: the other may do.
 */
export async function resolveSecretVars(
  workspace: string,
  secretVars: Record<string, string>,
  context: ToolContext,
): Promise<ResolvedSecrets> {
  if (!needsResolving(secretVars)) return { secretVars, notes: [] };
  const { signal } = context;
  const notes: string[] = [];
  const [slxSecrets, vaultKeys] = await Promise.all([
    orNote(readSlxSecrets(workspace, context), {
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
  const resolved = resolveSecrets(secretVars, { slxSecrets: slxSecrets ?? [], vaultKeys: vaultKeys ?? [] });
  return { ...resolved, notes: [...notes, ...resolved.notes] };
}

/** The secrets that committed SLXs use, by the name that their scripts see. */
export async function readSlxSecrets(
  workspace: string,
  { platform, signal }: ToolContext,
): Promise<SlxSecret[]> {
  const { results } = await platform.slxs.list(workspace, {}, { signal });
  return results.flatMap(secretsOf);
}

function secretsOf({ runbook, sli }: Slx): SlxSecret[] {
  return [runbook, sli].flatMap((part) => {
    const provided = part?.secretsProvided ?? (part?.spec?.secretsProvided as SlxSecret[] | undefined) ?? [];
    return provided.flatMap(({ name, workspaceKey }) =>
      name && workspaceKey ? [{ name, workspaceKey }] : [],
    );
  });
}

async function listedKeys(workspace: string, { platform, signal }: ToolContext): Promise<string[]> {
  return (await platform.secrets.keys(workspace, { signal })).keys;
}
