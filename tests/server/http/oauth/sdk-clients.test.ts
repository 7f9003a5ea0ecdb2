import { type AddressInfo, createServer } from 'node:net';
import * as current from '@modelcontextprotocol/client';
import * as earlier from '@modelcontextprotocol/sdk/client/index.js';
import * as earlierHttp from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/start.ts';
import { type HttpBench, serve } from '../http-bench.ts';
import { ADA, SETTINGS } from './bench.ts';
import { createBrowser } from './browser.ts';
import { newProvider } from './provider.ts';

let sandbox: Sandbox;
let bench: HttpBench;
beforeAll(async () => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  sandbox = await startSandbox({
    oauth: {
      clientId: SETTINGS.MCP_PAPI_OAUTH_CLIENT_ID,
      clientSecret: SETTINGS.MCP_PAPI_OAUTH_CLIENT_SECRET,
      redirectUris: [`${origin}/auth/callback`],
    },
  });
  const environment = { ...SETTINGS, MCP_PORT: String(port), MCP_BASE_URL: origin };
  bench = await serve(sandbox.url, { environment });
});
afterAll(async () => {
  await bench.close();
  await sandbox.close();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Does in the browser what the application asked for, and gives what comes back to it. */
async function signInAt(url: URL | undefined): Promise<URLSearchParams> {
  const browser = createBrowser(({ origin, href }) =>
    [bench.origin, sandbox.url].includes(origin) ? href : undefined,
  );
  const login = await browser.submit(await browser.open(url ?? 'about:blank'), ['decision', 'allow']);
  return (await browser.submit(login, ['user', ADA])).url.searchParams;
}

const GENERATIONS = {
  '2.x': (provider: ReturnType<typeof newProvider>) => {
    const transport = () =>
      new current.StreamableHTTPClientTransport(new URL(bench.url), { authProvider: provider });
    const client = () => new current.Client({ name: 'sdk', version: '2' });
    return {
      connect: async () => {
        const connected = client();
        await connected.connect(transport());
        return connected;
      },
      finish: (answer: URLSearchParams) => transport().finishAuth(answer),
    };
  },
  '1.x': (provider: ReturnType<typeof newProvider>) => {
    const transport = () =>
      new earlierHttp.StreamableHTTPClientTransport(new URL(bench.url), { authProvider: provider });
    return {
      connect: async () => {
        const connected = new earlier.Client({ name: 'sdk', version: '1' });
        await connected.connect(transport() as never);
        return connected;
      },
      finish: (answer: URLSearchParams) => transport().finishAuth(answer.get('code') ?? ''),
    };
  },
};

describe.each(Object.entries(GENERATIONS))(
  'an application with the %s SDK',
  (_generation, applicationWith) => {
    const provider = newProvider();
    const application = applicationWith(provider);

    test('is sent to sign in, having registered by itself', async () => {
      await expect(application.connect()).rejects.toThrow();
      expect(provider.kept.url?.href).toContain(`${bench.origin}/authorize?`);
    });

    test('calls tools as the person who signed in', async () => {
      await application.finish(await signInAt(provider.kept.url));
      const client = await application.connect();
      const { content } = await client.callTool({ name: 'list_workspaces', arguments: {} });
      expect(JSON.stringify(content)).toContain('checkout-prod');
      await client.close();
    });

    test('goes on with its refresh token when its access token is not good any more', async () => {
      const { refresh_token } = provider.kept.tokens ?? {};
      provider.kept.tokens = { ...provider.kept.tokens!, access_token: 'eyJ.outlived.token' };
      const client = await application.connect();
      await client.close();
      expect(provider.kept.tokens.refresh_token).not.toBe(refresh_token);
    });
  },
);
