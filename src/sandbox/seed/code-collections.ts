import { collections, gitUrl } from '../catalogue/collections.ts';
import type { World } from '../state/world.ts';

const AGE_SECONDS = 300 * 86_400;

/** The platform has every collection of the registry on record. */
export function addCodeCollections(world: World): void {
  const created = world.timestamp(AGE_SECONDS);
  for (const { slug, git_ref: ref } of collections) {
    const repoWebUrl = gitUrl(slug);
    world.codeCollections.push({
      id: world.nextId(),
      name: slug,
      repoWebUrl,
      ref,
      created,
      modified: created,
    });
  }
}
