import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';

/** As much of an Auth0 tenant as sign-in needs: everybody is signed in there already. */
export interface FakeAuth0 {
  origin: string;
  accessToken: string;
  /** The last authorization request. */
  asked: URL;
  /** Grants that tokens were given for. */
  grants: string[];
  close(): Promise<void>;
}

export async function createFakeAuth0(): Promise<FakeAuth0> {
  const app = new Hono();
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  const grants: string[] = [];
  const auth0: FakeAuth0 = {
    origin: '',
    accessToken: 'opaque token of Auth0',
    asked: new URL('about:blank'),
    grants,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  app.get('/authorize', (c) => {
    auth0.asked = new URL(c.req.url);
    const { redirect_uri = '', state = '' } = c.req.query();
    return c.redirect(`${redirect_uri}?${new URLSearchParams({ code: 'code of Auth0', state })}`);
  });
  app.post('/oauth/token', async (c) => {
    const { client_id, client_secret, grant_type } = await c.req.parseBody();
    if (client_id !== 'auth0-client' || client_secret !== 'auth0-secret') {
      return c.json({ error: 'invalid_client' }, 401);
    }
    grants.push(String(grant_type));
    return c.json({
      access_token: auth0.accessToken,
      expires_in: 86_400,
      refresh_token: 'kept by the server',
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  auth0.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return auth0;
}
