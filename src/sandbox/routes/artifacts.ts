import type { SandboxApp } from '../app.ts';
import { forbidden, notFound } from '../reply.ts';
import type { World } from '../world.ts';

/** The object store behind signed URLs: no token, only the signature counts. */
export function artifactRoutes(app: SandboxApp, world: World): void {
  app.get('/artifacts/:id/:filename', (c) => {
    const artifact = world.artifacts.get(c.req.param('id'));
    if (artifact?.filename !== c.req.param('filename')) throw notFound();
    if (c.req.query('X-Signature') !== artifact.signature) throw forbidden('Signature does not match');
    if (artifact.expiresAt < world.timestamp()) throw forbidden('Request has expired');
    return c.body(artifact.body, 200, { 'content-type': artifact.contentType });
  });
}
