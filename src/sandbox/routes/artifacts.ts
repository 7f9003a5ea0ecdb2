import type { SandboxApp } from '../http/context.ts';
import type { World } from '../state/world.ts';

/** The object store behind signed URLs: no token, only the signature counts; it refuses in XML, as such stores do. */
export function artifactRoutes(app: SandboxApp, world: World): void {
  app.get('/artifacts/:id/:filename', (c) => {
    const artifact = world.artifacts.get(c.req.param('id'));
    const signed = artifact !== undefined && c.req.query('X-Signature') === artifact.signature;
    if (!signed || artifact.filename !== c.req.param('filename')) {
      return refused('SignatureDoesNotMatch', 'The signature of the request does not match.');
    }
    if (artifact.expiresAt < world.timestamp()) return refused('ExpiredToken', 'The signed URL has expired.');
    return c.body(artifact.body, 200, { 'content-type': artifact.contentType });
  });
}

function refused(code: string, message: string): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>\n`;
  return new Response(body, { status: 403, headers: { 'content-type': 'application/xml' } });
}
