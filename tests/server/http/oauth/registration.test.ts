import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isNamedRedirect, isRedirectUri } from '../../../../src/server/http/oauth/redirect-uri.ts';
import { BASE_URL, REDIRECT, type SignInBench, startBench } from './bench.ts';

let bench: SignInBench;
let close: () => Promise<void>;
beforeAll(async () => {
  bench = await startBench({}, (end) => {
    close = end;
  });
});
afterAll(() => close());

describe('the metadata of the authorization server', () => {
  test('says what clients can do here', async () => {
    const response = await bench.send('/.well-known/oauth-authorization-server');
    expect(await response.json()).toEqual({
      issuer: BASE_URL,
      authorization_endpoint: `${BASE_URL}/authorize`,
      token_endpoint: `${BASE_URL}/token`,
      registration_endpoint: `${BASE_URL}/register`,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['none'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      client_id_metadata_document_supported: true,
    });
  });

  test('is what the metadata of the MCP endpoint points to', async () => {
    const response = await bench.send('/.well-known/oauth-protected-resource/mcp');
    expect(await response.json()).toMatchObject({
      resource: `${BASE_URL}/mcp`,
      authorization_servers: [BASE_URL],
    });
  });

  test('does not offer documents of clients behind a proxy, past which they cannot be guarded', async () => {
    const { send } = await startBench({
      copies: 1,
      environment: { HTTPS_PROXY: 'http://proxy.example:3128' },
    });
    const response = await send('/.well-known/oauth-authorization-server');
    expect(await response.json()).toMatchObject({ client_id_metadata_document_supported: false });
  });
});

describe('registration', () => {
  test('gives out an id, and makes every client a public one', async () => {
    const { status, body } = await bench.register({
      redirect_uris: [REDIRECT],
      client_name: 'Test Editor',
      token_endpoint_auth_method: 'client_secret_basic',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      client_name: 'Test Editor',
      redirect_uris: [REDIRECT],
      token_endpoint_auth_method: 'none',
    });
    expect(body).not.toHaveProperty('client_secret');
  });

  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'ms-officecmd:x',
    'ms-settings:x',
    'search-ms:query=x',
    'shell:startup',
    'ldap://evil.example/x',
    'feed:javascript:alert(1)',
    'x-javascript:alert(1)',
    'view-source:https://editor.example/',
    'x-apple.systempreferences:com.apple.preference',
    'com.apple.tv://x',
    'steam://run/1',
    'ssh://editor.example',
    'tel:+1',
    'unknown://callback',
    'file:///etc/passwd',
    'blob:https://editor.example/x',
    'http://editor.example/callback',
    'http://127.0.0.1.evil.example/callback',
    'http://10.0.0.7/callback',
    'https://user:password@editor.example/callback',
    'https://editor.example/callback#fragment',
    'https://editor.example/call back',
    'https://editor.example\\@evil.example/',
    'https://0x7f.1/callback',
    'https:editor.example/callback',
    '/callback',
    'editor.example/callback',
    '',
    `https://editor.example/${'x'.repeat(2000)}`,
  ])('refuses the redirect address %s', async (redirect_uri) => {
    expect(await bench.register({ redirect_uris: [REDIRECT, redirect_uri] })).toMatchObject({
      status: 400,
      body: { error: 'invalid_redirect_uri' },
    });
  });

  test.each([
    'https://editor.example/callback',
    'http://127.0.0.1:33418/',
    'http://localhost:8080/callback',
    'http://[::1]:8080/callback',
    'cursor://anysphere.cursor-retrieval/oauth/callback',
    'vscode://publisher.extension/callback',
    'vscode-insiders://publisher.extension/callback',
    'com.example.editor:/oauth',
    'io.github.some-agent://callback',
  ])('takes the redirect address %s', async (redirect_uri) => {
    expect((await bench.register({ redirect_uris: [redirect_uri] })).status).toBe(201);
  });

  test.each([
    ['no redirect address', {}],
    ['an empty list of them', { redirect_uris: [] }],
    ['too many of them', { redirect_uris: Array.from({ length: 11 }, () => REDIRECT) }],
    ['a grant that is not a code', { redirect_uris: [REDIRECT], grant_types: ['client_credentials'] }],
    ['a response that is not a code', { redirect_uris: [REDIRECT], response_types: ['token'] }],
  ])('refuses %s', async (_what, metadata) => {
    expect(await bench.register(metadata)).toMatchObject({
      status: 400,
      body: { error: 'invalid_client_metadata' },
    });
  });

  test('takes null for a field that is left out', async () => {
    const metadata = {
      redirect_uris: [REDIRECT],
      client_name: null,
      grant_types: null,
      response_types: null,
    };
    expect((await bench.register(metadata)).status).toBe(201);
  });

  test('takes a body of a length that it was not told, and refuses one that is too large', async () => {
    const post = (text: string) =>
      bench.send('/register', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: new Blob([text]).stream(),
        duplex: 'half',
      } as RequestInit);
    expect((await post(JSON.stringify({ redirect_uris: [REDIRECT] }))).status).toBe(201);
    const refused = await post(
      JSON.stringify({ redirect_uris: [REDIRECT], client_name: 'x'.repeat(100_000) }),
    );
    expect({ status: refused.status, body: await refused.json() }).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
  });

  test('refuses what is not JSON', async () => {
    const response = await bench.send('/register', { method: 'POST', body: 'no' });
    expect(await response.json()).toMatchObject({ error: 'invalid_client_metadata' });
  });

  test('refuses a body that is larger than any registration', async () => {
    const metadata = { redirect_uris: [REDIRECT], client_name: 'x'.repeat(100_000) };
    expect(await bench.register(metadata)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  test('gives an id that another server with the same key does not take', async () => {
    const { body } = await bench.register();
    const environment = { MCP_BASE_URL: 'https://other.checkout.example' };
    const other = await startBench({ copies: 1, environment });
    const answer = await other.token({ grant_type: 'refresh_token', client_id: body.client_id });
    expect(answer.body.error).toBe('invalid_client');
  });
});

describe('a redirect address', () => {
  test('has the host that a person reads in it', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.string(), fc.string(), (url, before, more) => {
        const text = `${url.replace('://', `://${before}`)}${more}`;
        if (!isRedirectUri(text)) return;
        expect(text.toLowerCase()).toContain(`://${new URL(text).hostname}`);
      }),
    );
  });

  test('is never one that differs from all that were named in more than a loopback port', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.webUrl(), (named, asked) => {
        expect(isNamedRedirect(asked, [named])).toBe(named === asked && isRedirectUri(asked));
      }),
    );
  });
});
