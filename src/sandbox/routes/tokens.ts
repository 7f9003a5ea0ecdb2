import { z } from 'zod';
import type { SandboxApp, SandboxContext } from '../http/context.ts';
import { notFound, parseBody, parsed, Refusal, unauthorized } from '../http/reply.ts';
import { issueTokens, redeemRefreshToken } from '../oauth/tokens.ts';
import type { World } from '../state/world.ts';

const login = z.object({
  username: z.string().nullish(),
  email: z.string().nullish(),
  password: z.string(),
});
const refreshment = z.object({ refresh: z.string() });
const exchange = z.object({
  grant_type: z.string().default('urn:ietf:params:oauth:grant-type:token-exchange'),
  subject_token: z.string(),
  subject_token_type: z.enum(['urn:ietf:params:oauth:token-type:access_token', 'auth0']).default('auth0'),
  scope: z.string().default('openid profile email'),
});

/** Tokens for a password, for a refresh token, and for the token of an outside identity provider. */
export function tokenRoutes(app: SandboxApp, world: World): void {
  app.post('/api/v3/token/', async (c) => {
    const { username, email, password } = await loginOf(c);
    const user = world.users.find((one) => one.username === username || one.email === email);
    if (!user || user.token !== password) {
      throw unauthorized('No active account found with the given credentials');
    }
    return c.json(await issueTokens(world, user));
  });

  app.post('/api/v3/token/refresh/', async (c) => {
    const { refresh } = await parseBody(c, refreshment);
    const user = redeemRefreshToken(world, refresh);
    if (!user) throw unauthorized('Token is invalid or expired');
    return c.json(await issueTokens(world, user));
  });

  app.post('/api/v3/token/exchange/', async (c) => {
    const { subject_token } = await parseBody(c, exchange);
    const { auth0Tokens, accessTokenSeconds } = world.oauth;
    if (!auth0Tokens) throw new Refusal(501, 'Auth0 is not configured');
    const email = auth0Tokens.get(subject_token);
    if (email === undefined) throw unauthorized('Invalid subject token');
    const user = world.users.find((one) => one.email === email);
    if (!user) throw notFound('No user for this token');
    const { access, refresh } = await issueTokens(world, user);
    return c.json({
      access_token: access,
      token_type: 'Bearer',
      expires_in: accessTokenSeconds,
      refresh_token: refresh,
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    });
  });
}

/** Who signs in, as JSON or as a form. A user's password is the user's token: there is no other secret. */
async function loginOf(c: SandboxContext): Promise<z.output<typeof login>> {
  if (c.req.header('content-type')?.startsWith('application/json')) return parseBody(c, login);
  return parsed(login, Object.fromEntries(new URLSearchParams(await c.req.text())), 'body');
}
