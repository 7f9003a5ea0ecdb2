import { requireWorkspace } from '../http/access.ts';
import type { SandboxApp } from '../http/context.ts';
import type { World } from '../state/world.ts';
import { V3 } from './paths.ts';

/** The names of the secrets in the platform's own vault; those that live with a runner have an `@` in their key. */
export function secretRoutes(app: SandboxApp, world: World): void {
  app.get(`${V3}/secrets-keys`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const keys = [...workspace.secrets.keys()];
    return c.json({ secrets: keys.filter((key) => !key.includes('@')) });
  });
}
