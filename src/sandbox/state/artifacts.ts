import { randomBytes } from 'node:crypto';
import type { Timestamp } from './values.ts';
import type { World } from './world.ts';

const LIFETIME_SECONDS = 3600;

/** Keeps a file and gives the URL that fetches it without a token for the next hour. */
export function signArtifact(
  world: World,
  file: { filename: string; contentType: string; body: string },
): { signedUrl: string; expiresAt: Timestamp } {
  const id = world.nextUuid();
  const signature = randomBytes(32).toString('hex');
  const expiresAt = world.timestamp(-LIFETIME_SECONDS);
  forgetExpired(world);
  world.artifacts.set(id, { ...file, signature, expiresAt });
  const path = `/artifacts/${id}/${encodeURIComponent(file.filename)}`;
  return { signedUrl: `${world.baseUrl}${path}?X-Signature=${signature}`, expiresAt };
}

/** Those that were kept first expire first. */
function forgetExpired(world: World): void {
  const now = world.timestamp();
  for (const [id, { expiresAt }] of world.artifacts) {
    if (expiresAt >= now) return;
    world.artifacts.delete(id);
  }
}
