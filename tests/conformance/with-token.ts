import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An address that passes every request on as it is, with the token added: the suite brings none of its own. */
export async function withToken(target: string, token: string): Promise<{ url: string; close(): void }> {
  const { hostname, port, pathname } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, authorization: `Bearer ${token}` };
    const passedOn = request(
      { hostname, port, path: incoming.url, method: incoming.method, headers },
      (reply) => {
        outgoing.writeHead(reply.statusCode!, reply.headers);
        reply.pipe(outgoing);
      },
    );
    passedOn.once('error', () => outgoing.destroy());
    outgoing.once('close', () => passedOn.destroy());
    incoming.pipe(passedOn);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return { url: `http://localhost:${own}${pathname}`, close: () => server.close() };
}
