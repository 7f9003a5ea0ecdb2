import { ToolError } from '../errors/tool-error.ts';
import type { Slx } from '../platform/slxs.ts';
import {
  needsResolving,
  type ResolvedSecrets,
  resolveSecrets,
  type SlxSecret,
} from '../slx/resolve-secrets.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';

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
  const notes: string[] = [];
  const [slxSecrets, vaultKeys] = await Promise.all([
    orNote(readSlxSecrets(workspace, context), 'Secrets of committed SLXs', notes),
    orNote(listedKeys(workspace, context), "The workspace's list of secrets", notes),
  ]);
  const resolved = resolveSecrets(secretVars, { slxSecrets, vaultKeys });
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

async function orNote<Item>(list: Promise<Item[]>, what: string, notes: string[]): Promise<Item[]> {
  try {
    return await list;
  } catch (error) {
    if (!(error instanceof ToolError) || error.code === 'cancelled') throw error;
    notes.push(`${what} could not be read: ${error.message}`);
    return [];
  }
}

async function listedKeys(workspace: string, { platform, signal }: ToolContext): Promise<string[]> {
  return (await platform.secrets.keys(workspace, { signal })).keys;
}
