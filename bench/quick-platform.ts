import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A platform that answers at once, but for what is asked about the workspace `slow`, which takes `slowMs`. */
export async function startQuickPlatform(slowMs = 0): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const { url = '', headers } = request;
    const answer = () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(replyTo(url, headers.authorization ?? '')));
    };
    request.resume();
    if (url.includes('/workspaces/slow/issues')) setTimeout(answer, slowMs);
    else answer();
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function replyTo(url: string, authorization: string): unknown {
  if (url.includes('/whoami'))
    return { id: [...authorization].reduce((sum, one) => sum + one.charCodeAt(0), 0) };
  if (url.includes('/my-permissions')) return ['admin'];
  if (url.includes('/issues')) return { count: 0, next: null, results: [] };
  const results = ['ws', 'slow'].map((name, id) => ({ id, name }));
  return { count: results.length, next: null, results };
}
