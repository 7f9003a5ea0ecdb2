import type { Config } from '../config/schema.ts';
import { NotFound } from '../errors/platform-errors.ts';
import { PUBLIC_REF } from '../names/code-bundles.ts';
import type { CodeCollection } from '../platform/code-collections.ts';
import {
  type BundleKind,
  type BundleSettings,
  needsCollections,
  type ResolvedCodeBundle,
  resolveCodeBundle,
} from '../slx/code-bundle.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { orNote } from '../tool-kit/or-note.ts';

/** What a call says about the bundles that execute its scripts. */
export interface BundleArguments {
  repoUrl?: string | undefined;
  ref?: string | undefined;
}

const DEBUG_SLX = 'debugslx';

/**
 * Resolves the bundle of each kind; a source that cannot be read becomes a note, and the next one decides. Without a
 * workspace no debug runbook is read for its reference.
 */
export async function resolveBundles<Kind extends BundleKind>(
  workspace: string | undefined,
  kinds: readonly Kind[],
  explicit: BundleArguments,
  context: ToolContext,
): Promise<{ bundles: Record<Kind, ResolvedCodeBundle>; notes: string[] }> {
  const notes: string[] = [];
  const shared = { repoUrl: context.config.genericRepoUrl, ref: context.config.genericRef };
  const known = kinds.map((kind) => ({ kind, explicit, shared, own: ownSettings(kind, context.config) }));
  const [collections, debugRef] = await Promise.all([
    known.some(needsCollections) ? listCollections(context, notes) : undefined,
    explicit.ref || !workspace ? undefined : readDebugRef(workspace, context, notes),
  ]);
  const resolved = known.map((sources) => [
    sources.kind,
    resolveCodeBundle({ ...sources, collections, debugRef }),
  ]);
  return { bundles: Object.fromEntries(resolved) as Record<Kind, ResolvedCodeBundle>, notes };
}

function ownSettings(kind: BundleKind, config: Config): BundleSettings {
  switch (kind) {
    case 'runbook':
      return { repoUrl: config.runbookRepoUrl, ref: config.runbookRef, path: config.runbookPath };
    case 'sli':
      return { repoUrl: config.sliRepoUrl, ref: config.sliRef, path: config.sliPath };
    case 'cron':
      return { repoUrl: config.cronRepoUrl, ref: config.cronRef, path: config.cronPath };
  }
}

function listCollections(
  { platform, signal }: ToolContext,
  notes: string[],
): Promise<CodeCollection[] | undefined> {
  const what = "The platform's code collections could not be read, so the default repository is used";
  return orNote(platform.codeCollections.list({ signal }), { what, notes, signal });
}

/** Reference of the generic bundle that the workspace's own debug runbook uses. */
async function readDebugRef(
  workspace: string,
  { platform, signal }: ToolContext,
  notes: string[],
): Promise<string | undefined> {
  const what = `The runbook of ${DEBUG_SLX} could not be read, so ${PUBLIC_REF} is the bundle's reference`;
  const runbook = platform.slxs.runbook(workspace, DEBUG_SLX, { signal }).catch((error) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
  return (await orNote(runbook, { what, notes, signal }))?.codeBundleRef || undefined;
}
