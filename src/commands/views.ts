import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { signalToEnd } from '../server/end-process.ts';
import { VERSION } from '../server/identity.ts';
import { openPage } from './login/open-page.ts';
import { serveGallery } from './views/gallery-server.ts';

/** Shows the views on a page of this machine, over the sandbox's data, until it is told to stop. */
export async function views({ browser }: { browser?: boolean }): Promise<number> {
  const client = new Client({ name: 'runwhen-platform-mcp-views', version: VERSION });
  const program = process.argv[1] ?? fileURLToPath(import.meta.url);
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [program, 'serve', '--sandbox'],
      stderr: 'inherit',
    }),
  );
  const gallery = await serveGallery(client);
  process.stdout.write(`The views are at ${gallery.url}\nCtrl+C ends it.\n`);
  if (browser !== false) await openPage(gallery.url);
  await signalToEnd();
  await Promise.all([gallery.close(), client.close()]);
  return 0;
}
