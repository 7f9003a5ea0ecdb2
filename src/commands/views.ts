import { signalToEnd } from '../server/end-process.ts';
import { connectSandbox } from './connect-sandbox.ts';
import { openPage } from './login/open-page.ts';
import { serveGallery } from './views/gallery-server.ts';

/** Shows the views on a page of this machine, over the sandbox's data, until it is told to stop. */
export async function views({ browser }: { browser?: boolean }): Promise<number> {
  const client = await connectSandbox('runwhen-platform-mcp-views');
  const gallery = await serveGallery(client);
  const told = signalToEnd();
  process.stdout.write(`The views are at ${gallery.url}\nCtrl+C ends it.\n`);
  if (browser !== false) await openPage(gallery.url);
  await told;
  await Promise.all([gallery.close(), client.close()]);
  return 0;
}
