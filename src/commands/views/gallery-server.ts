import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Client } from '@modelcontextprotocol/client';
import { Hono } from 'hono';
import { packageRoot } from '../../skills/package-root.ts';

/** What the extension prescribes for a view that requests no domain. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "media-src 'self' data:",
  "connect-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
].join('; ');

export interface GalleryServer {
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the gallery on loopback: the page that shows the views, the frame in which it draws them (loaded under the
 * machine's other loopback name, and so from another origin), and the calls to the server that `client` is connected to.
 */
export async function serveGallery(client: Client): Promise<GalleryServer> {
  const app = new Hono();
  const page = (name: string) => readFile(join(packageRoot(), 'dist', 'gallery', `${name}.html`), 'utf8');
  const { tools } = await client.listTools();
  const uris = new Map(
    tools.map(({ name, _meta }) => [name, (_meta?.ui as { resourceUri?: string } | undefined)?.resourceUri]),
  );
  app.use(async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (!/^(?:127\.0\.0\.1|localhost):\d+$/.test(host))
      return context.text('Not a name of this machine.', 403);
    const origin = context.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) return context.text('Not from this page.', 403);
    return next();
  });
  app.get('/', async (context) => context.html(await page('page')));
  app.get('/frame', async (context) =>
    context.html(await page('frame'), 200, { 'content-security-policy': POLICY }),
  );
  app.get('/favicon.ico', (context) => context.body(null, 204));
  app.get('/view', async (context) => {
    const uri = uris.get(context.req.query('tool') ?? '');
    if (!uri) return context.text('That tool has no view.', 404);
    const { contents } = await client.readResource({ uri });
    return context.json({ html: (contents[0] as { text: string }).text });
  });
  app.post('/call', async (context) => {
    const { name, arguments: args } = JSON.parse(await context.req.text());
    return context.json(await client.callTool({ name, arguments: args }, { timeout: 120_000 }));
  });
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (info) =>
      resolve({
        url: `http://127.0.0.1:${info.port}/`,
        close: () => new Promise((done) => server.close(() => done())),
      }),
    );
    server.once('error', reject);
  });
}
