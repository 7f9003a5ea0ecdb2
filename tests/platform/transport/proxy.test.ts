import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { ProxySettings } from '../../../src/config/proxy.ts';
import { path } from '../../../src/platform/path.ts';
import { answering } from '../http-server.ts';
import { never, rejection, requesterAt } from '../test-platform.ts';

const call = { path: path`/api/v3/things`, signal: never };

interface TestProxy {
  url: string;
  /** Request targets of plain requests and of tunnels. */
  asked: { target: string; authorization: string | undefined }[];
}

/** A proxy that takes every plain request to the server at `target`, and refuses or cuts tunnels. */
async function startProxy(target: string, tunnelStatus = 502): Promise<TestProxy> {
  const asked: TestProxy['asked'] = [];
  const note = ({ url, headers }: IncomingMessage) =>
    asked.push({ target: url!, authorization: headers['proxy-authorization'] });
  const sockets = new Set<Socket>();
  const server = createServer(async (incoming, response) => {
    note(incoming);
    const reply = await fetch(`${target}${new URL(incoming.url!).pathname}`);
    response.writeHead(reply.status, { 'Content-Type': 'application/json' }).end(await reply.text());
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (incoming, socket) => {
    note(incoming);
    socket.end(`HTTP/1.1 ${tunnelStatus} No\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function at(address: string, proxy: ProxySettings) {
  return requesterAt(address, { proxy }).json(z.unknown(), call);
}

describe('a proxy', () => {
  it('gets plain http as it is, and the reply comes back', async () => {
    const proxy = await startProxy((await answering(200, 'done')).url);
    expect(await at('http://papi.test.runwhen.com', { httpProxy: proxy.url })).toBe('done');
    expect(proxy.asked).toEqual([
      { target: 'http://papi.test.runwhen.com/api/v3/things', authorization: undefined },
    ]);
  });

  it('is asked for a tunnel for https', async () => {
    const proxy = await startProxy('');
    await rejection(at('https://papi.test.runwhen.com', { httpsProxy: proxy.url }));
    expect(proxy.asked[0]!.target).toBe('papi.test.runwhen.com:443');
  });

  it('that refuses the tunnel is named as the reason', async () => {
    const proxy = await startProxy('', 407);
    const error = await rejection(at('https://papi.test.runwhen.com', { httpsProxy: proxy.url }));
    expect(error.message).toContain('the proxy refuses');
    expect(error).toMatchObject({ code: 'unavailable', hint: expect.stringContaining('HTTPS_PROXY') });
  });

  it.each([
    ['http://127.0.0.1:1', 'refuses connections (ECONNREFUSED'],
    ['http://proxy.test.runwhen.invalid:3128', 'has no known IP address (E'],
  ])('that cannot be reached itself is named, and not the platform: %s', async (url, said) => {
    for (const address of ['http://papi.test.runwhen.com', 'https://papi.test.runwhen.com']) {
      const error = await rejection(at(address, { httpProxy: url, httpsProxy: url }));
      expect(error.message).toMatch(/^The proxy on the way to the RunWhen API at papi\.test\.runwhen\.com /);
      expect(error.message).toContain(said);
      expect(error).toMatchObject({ hint: expect.stringMatching(/^Check HTTPS_PROXY/) });
    }
  });

  it('is not blamed where none stands between', async () => {
    const error = await rejection(at('http://127.0.0.1:1', {}));
    expect(error.message).toMatch(/^The RunWhen API at 127\.0\.0\.1:1 refuses connections/);
  });

  it('gets the user and password of its address, which no error shows', async () => {
    const proxy = await startProxy('');
    const withUser = proxy.url.replace('://', '://someone:pa55word@');
    const error = await rejection(at('https://papi.test.runwhen.com', { httpsProxy: withUser }));
    expect(proxy.asked[0]!.authorization).toBe(`Basic ${Buffer.from('someone:pa55word').toString('base64')}`);
    expect(JSON.stringify(error) + error.message).not.toContain('pa55word');
  });

  it.each(['*', '.runwhen.invalid', 'papi.test.runwhen.invalid'])(
    'is passed by for hosts of NO_PROXY=%s',
    async (noProxy) => {
      const proxy = await startProxy('');
      const error = await rejection(
        at('http://papi.test.runwhen.invalid', { httpProxy: proxy.url, noProxy }),
      );
      expect(error.message).toContain('no known IP address');
      expect(proxy.asked).toEqual([]);
    },
  );

  it('never stands between this machine and itself', async () => {
    const proxy = await startProxy('');
    const server = await answering(200, 'done');
    expect(await at(server.url, { httpProxy: proxy.url })).toBe('done');
    expect(proxy.asked).toEqual([]);
  });
});

it('a proxy variable that holds no address is named as the fault', async () => {
  const error = await rejection(at('http://papi.test.runwhen.com', { unusable: 'https_proxy' }));
  expect(error).toMatchObject({
    code: 'not_configured',
    message: 'https_proxy is not the address of a proxy.',
  });
});
