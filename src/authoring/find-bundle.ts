import { NotFound, TimedOut, Unavailable, UnexpectedReply } from '../errors/platform-errors.ts';
import { Refused } from '../errors/request-errors.ts';
import type { BundleDetail } from '../platform/registry.ts';
import { DEFAULT_REF } from '../registry/bundle-address.ts';
import { bundleSlugOf, repositoryKey } from '../registry/bundle-parts.ts';
import { type BundleName, nearestBundle } from '../registry/unknown-bundle.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';

/** Failures of the registry that must not keep a bundle from being deployed. */
const UNANSWERED = [Unavailable, TimedOut, UnexpectedReply];

/** What the registry knows of a bundle that is about to be deployed; without one, why it could not be asked. */
export interface FoundBundle {
  bundle?: BundleDetail;
  notes: string[];
}

/**
 * The registry's entry for a directory of a repository. Throws `Refused` where the registry knows the repository
 * but, on its own branch, no such bundle: the platform would accept the path and never find the code.
 */
export async function findBundle(
  { repoUrl, directory, ref }: { repoUrl: string; directory: string; ref: string },
  { platform, config, signal }: ToolContext,
): Promise<FoundBundle> {
  if (config.airgap) return unchecked('RUNWHEN_AIRGAP is set');
  try {
    const collections = await platform.registry.collections({ signal });
    const home = collections.find(({ git_url }) => repositoryKey(git_url) === repositoryKey(repoUrl));
    if (!home) return unchecked('the registry does not list its repository');
    const name = { collection: home.slug, slug: bundleSlugOf(directory) };
    const bundle = await getBundle(name, { platform, signal });
    if (bundle) return { bundle, notes: [] };
    if (ref !== (home.git_ref ?? DEFAULT_REF))
      return unchecked(`the registry knows the repository only at ${home.git_ref}`);
    throw noSuchBundle(directory, home.slug, await nearestBundle(name, platform.registry, { signal }));
  } catch (error) {
    if (UNANSWERED.some((kind) => error instanceof kind)) return unchecked((error as Error).message);
    throw error;
  }
}

async function getBundle(
  { collection, slug }: BundleName,
  { platform, signal }: Pick<ToolContext, 'platform' | 'signal'>,
): Promise<BundleDetail | undefined> {
  try {
    return await platform.registry.get(collection, slug, { signal });
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

function unchecked(reason: string): FoundBundle {
  return {
    notes: [`Path and required variables of the bundle were not checked: ${reason.replace(/\.$/, '')}.`],
  };
}

function noSuchBundle(directory: string, collection: string, meant: string): Refused {
  return new Refused(
    `The collection ${collection} has no bundle at ${directory}${meant}; nothing was sent.`,
    {
      hint: 'Take repo_url and codebundle_path from deploy in the answer of get_registry_codebundle.',
    },
  );
}
