import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../../src/config/load.ts';
import { createLogger } from '../../../../src/log/logger.ts';
import { createServices } from '../../../../src/platform/services.ts';
import { createPublicFetch } from '../../../../src/platform/transport/public-fetch.ts';
import type { HttpEnv } from '../../../../src/server/http/app-parts.ts';
import { signInRoutes } from '../../../../src/server/http/oauth/routes.ts';
import { BASE_URL, REDIRECT, SETTINGS } from './bench.ts';
import { type HttpsSite, startHttpsSite } from './https-site.ts';

let site: HttpsSite;
let reads = 0;
beforeAll(async () => {
  site = await startHttpsSite(({ url, headers }, response) => {
    reads += 1;
    const described = {
      client_id: `https://${headers.host}${url}`,
      client_name: 'Published Editor',
      redirect_uris: [REDIRECT],
    };
    const documents: Record<string, unknown> = {
      '/client.json': described,
      '/cached.json': described,
      '/impostor.json': { ...described, client_id: 'https://vscode.example/client.json' },
      '/secretive.json': { ...described, token_endpoint_auth_method: 'private_key_jwt' },
      '/bad-redirect.json': { ...described, redirect_uris: ['javascript:alert(1)'] },
      '/without-redirects.json': { client_id: described.client_id },
    };
    const document = documents[url ?? ''];
    response.writeHead(document ? 200 : 404).end(document ? JSON.stringify(document) : 'no such document');
  });
});
afterAll(() => site.close());

/** The sign-in endpoints, which may read documents at the site of these tests. */
function endpoints(mayReach: (address: string) => boolean = () => true) {
  const app = new Hono<HttpEnv>();
  const config = loadConfig({ environment: SETTINGS, workingDirectory: '/' });
  const services = createServices(
    {
      apiUrl: 'https://papi.checkout.example',
      agentUrl: '',
      appUrl: '',
      registryUrl: '',
      registryTimeoutMs: 1000,
      airgap: false,
      proxy: {},
    },
    '0',
  );
  const fetchDocument = createPublicFetch({ ca: site.ca, mayReach });
  signInRoutes(app, { config, services, log: createLogger('error', () => {}), fetchDocument });
  return app;
}

function authorize(app: ReturnType<typeof endpoints>, client_id: string, redirect_uri = REDIRECT) {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id,
    redirect_uri,
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  });
  return app.request(`${BASE_URL}/authorize?${query}`);
}

describe('a client whose id is the address of a document', () => {
  test('is shown with its name and the host that publishes it', async () => {
    const response = await authorize(endpoints(), `${site.origin}/client.json`);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('Published Editor');
    expect(html).toContain(`Published by ${new URL(site.origin).host}`);
  });

  test('has its document read once for several requests', async () => {
    const app = endpoints();
    const before = reads;
    await authorize(app, `${site.origin}/cached.json`);
    await authorize(app, `${site.origin}/cached.json`);
    expect(reads).toBe(before + 1);
  });

  test('gets no code at an address that its document does not name', async () => {
    const response = await authorize(endpoints(), `${site.origin}/client.json`, 'https://evil.example/');
    expect(response.status).toBe(400);
  });

  test.each([
    ['is of another client', '/impostor.json'],
    ['asks for authentication that this server does not do', '/secretive.json'],
    ['names a redirect address that is none', '/bad-redirect.json'],
    ['names no redirect address', '/without-redirects.json'],
    ['is not there', '/missing.json'],
  ])('is not known where the document %s', async (_what, path) => {
    const response = await authorize(endpoints(), `${site.origin}${path}`);
    expect(response.status).toBe(400);
    expect(response.headers.has('location')).toBe(false);
  });

  test.each(['/', '/client.json?v=2', '/client.json#part', '/folder/../client.json'])(
    'is not known by an address that may be written in another way: %s',
    async (path) => {
      const before = reads;
      expect((await authorize(endpoints(), `${site.origin}${path}`)).status).toBe(400);
      expect(reads).toBe(before);
    },
  );

  test('is not asked about inside the network', async () => {
    const before = reads;
    const onlyPublic = endpoints((address) => !/^(127\.|::1)/.test(address));
    expect((await authorize(onlyPublic, `${site.origin}/client.json`)).status).toBe(400);
    expect(reads).toBe(before);
  });
});
