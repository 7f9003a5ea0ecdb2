import { PUBLIC_BUNDLES, PUBLIC_REF } from '../names/code-bundles.ts';

/** The bundle on the runner that executes a script, and how it was found. */
export interface ResolvedCodeBundle {
  repoUrl: string;
  ref: string;
  /** Path of the robot file in the repository. */
  path: string;
  source: 'explicit' | 'env' | 'workspace' | 'default';
}

/** The server's configuration; unset values are undefined. */
export interface BundleSettings {
  repoUrl: string | undefined;
  ref: string | undefined;
  path: string | undefined;
}

export type BundleKind = keyof typeof PUBLIC_BUNDLES;

/** Everything that a bundle may be resolved from, in descending order of precedence. */
export interface BundleSources {
  kind: BundleKind;
  /** The call's own arguments. */
  explicit: { repoUrl?: string | undefined; ref?: string | undefined };
  /** Settings of this bundle, and those that the tool-builder bundles share. */
  own: BundleSettings;
  shared: { repoUrl: string | undefined; ref: string | undefined };
  /** Collections that the platform has on record; undefined where it was not asked. */
  collections: readonly { name: string; repoUrl: string | null }[] | undefined;
  /** The reference used by the workspace's own debug runbook. */
  debugRef?: string | undefined;
}

/** Whether the platform's list of collections can make a difference. */
export function needsCollections(sources: Omit<BundleSources, 'collections'>): boolean {
  return configured({ ...sources, collections: undefined }) === undefined;
}

/** Resolves repository, reference and path, each in its own order of precedence. */
export function resolveCodeBundle(sources: BundleSources): ResolvedCodeBundle {
  const { kind, own } = sources;
  const { collection, repoUrl, path } = PUBLIC_BUNDLES[kind];
  const recorded = sources.collections?.find(({ name }) => name === collection)?.repoUrl;
  const found =
    configured(sources) ??
    (recorded
      ? { repoUrl: recorded, source: 'workspace' as const }
      : { repoUrl, source: 'default' as const });
  return { ...found, ref: resolveRef(sources), path: own.path ?? path };
}

function configured(sources: BundleSources): Pick<ResolvedCodeBundle, 'repoUrl' | 'source'> | undefined {
  const { kind, explicit, own, shared } = sources;
  if (explicit.repoUrl) return { repoUrl: explicit.repoUrl, source: 'explicit' };
  // A bundle that is set to the default counts as not moved.
  if (own.repoUrl && own.repoUrl !== PUBLIC_BUNDLES[kind].repoUrl)
    return { repoUrl: own.repoUrl, source: 'env' };
  if (kind !== 'cron' && shared.repoUrl) return { repoUrl: shared.repoUrl, source: 'env' };
  return undefined;
}

/** The cron bundle is in another repository and never takes a reference meant for the generic one. */
function resolveRef({ kind, explicit, own, shared, debugRef }: BundleSources): string {
  if (kind === 'cron') return own.ref ?? PUBLIC_REF;
  return explicit.ref ?? own.ref ?? shared.ref ?? debugRef ?? PUBLIC_REF;
}
