import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SandboxApp, SandboxContext } from '../http/context.ts';
import { badRequest, parsed } from '../http/reply.ts';
import { loginPage } from '../oauth/login-page.ts';
import { issueTokens, redeemRefreshToken } from '../oauth/tokens.ts';
import type { User } from '../state/records.ts';
import type { World } from '../state/world.ts';

const CODE_LIFETIME_MS = 60_000;
const SCOPE = 'openid profile email';

const authorization = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  response_type: z.string().default('code'),
  state: z.string().default(''),
  scope: z.string().default('openid'),
  code_challenge: z.string().default(''),
  code_challenge_method: z.string().default('S256'),
});
type Authorization = z.output<typeof authorization>;

const tokenRequest = z.object({
  grant_type: z.string(),
  code: z.string().default(''),
  redirect_uri: z.string().default(''),
  client_id: z.string().default(''),
  client_secret: z.string().default(''),
  code_verifier: z.string().default(''),
  refresh_token: z.string().default(''),
});
type TokenRequest = z.output<typeof tokenRequest>;

/** The platform's authorization server: its metadata, its keys, a login page and the token endpoint. */
export function oauthRoutes(app: SandboxApp, world: World): void {
  for (const document of ['oauth-authorization-server', 'openid-configuration']) {
    app.get(`/.well-known/${document}`, (c) => c.json(metadata(world.baseUrl)));
  }
  app.get('/.well-known/jwks.json', async (c) => {
    const { publicJwk } = await world.oauth.keys();
    return c.json({ keys: [publicJwk] });
  });

  app.get('/oauth/authorize', (c) => {
    const request = checked(world, c.req.query());
    if (request.response_type !== 'code') return sendBack(c, request, { error: 'unsupported_response_type' });
    return c.html(loginPage(world.users, request));
  });
  app.post('/oauth/authorize', async (c) => {
    const { user: email, ...fields } = await form(c);
    const request = checked(world, fields);
    const user = world.users.find((candidate) => candidate.email === email);
    if (!user) return sendBack(c, request, { error: 'access_denied' });
    return sendBack(c, request, { code: issueCode(world, user, request) });
  });

  app.post('/oauth/token', async (c) => {
    const request = parsed(tokenRequest, await form(c), 'body');
    if (!isClient(world, credentials(c, request))) return refused(c, 401, 'invalid_client');
    if (request.grant_type === 'refresh_token') {
      return answer(c, world, redeemRefreshToken(world, request.refresh_token));
    }
    if (request.grant_type !== 'authorization_code') return refused(c, 400, 'unsupported_grant_type');
    return answer(c, world, redeemCode(world, request));
  });
}

function metadata(baseUrl: string) {
  return {
    issuer: baseUrl,
    authorization_endpoint: `${baseUrl}/oauth/authorize`,
    token_endpoint: `${baseUrl}/oauth/token`,
    jwks_uri: `${baseUrl}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'profile', 'email'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

/** An authorization request whose client and address are known; people are sent back to that address only. */
function checked({ oauth }: World, fields: unknown): Authorization {
  const request = parsed(authorization, fields, 'query');
  if (request.client_id !== oauth.clientId) throw badRequest('Unknown client_id');
  if (!oauth.redirectUris.includes(request.redirect_uri))
    throw badRequest('redirect_uri is not registered for this client');
  if (request.code_challenge_method !== 'S256') throw badRequest('code_challenge_method must be S256');
  return request;
}

function issueCode(world: World, user: User, request: Authorization): string {
  const code = randomBytes(24).toString('base64url');
  world.oauth.codes.set(code, {
    email: user.email,
    redirectUri: request.redirect_uri,
    codeChallenge: request.code_challenge,
    expiresAt: world.now().getTime() + CODE_LIFETIME_MS,
  });
  return code;
}

/** The user who signed in, where code, address and verifier belong together; a code is used up by any attempt. */
function redeemCode(world: World, request: TokenRequest): User | undefined {
  const grant = world.oauth.codes.get(request.code);
  world.oauth.codes.delete(request.code);
  if (!grant || grant.expiresAt < world.now().getTime()) return undefined;
  if (grant.redirectUri !== request.redirect_uri) return undefined;
  const challenge = createHash('sha256').update(request.code_verifier).digest('base64url');
  if (grant.codeChallenge !== '' && grant.codeChallenge !== challenge) return undefined;
  return world.users.find((user) => user.email === grant.email);
}

async function answer(c: SandboxContext, world: World, user: User | undefined): Promise<Response> {
  if (!user) return refused(c, 400, 'invalid_grant');
  const { access, refresh } = await issueTokens(world, user);
  c.header('cache-control', 'no-store');
  return c.json({
    access_token: access,
    token_type: 'Bearer',
    expires_in: world.oauth.accessTokenSeconds,
    refresh_token: refresh,
    scope: SCOPE,
  });
}

function refused(c: SandboxContext, status: 400 | 401, error: string): Response {
  return c.json({ error, detail: error }, status);
}

function sendBack(c: SandboxContext, request: Authorization, outcome: Record<string, string>): Response {
  const target = new URL(request.redirect_uri);
  for (const [name, value] of Object.entries(outcome)) target.searchParams.set(name, value);
  if (request.state !== '') target.searchParams.set('state', request.state);
  return c.redirect(target.href);
}

/** The client's id and secret: from the Basic header where there is one, else from the form. */
function credentials(c: SandboxContext, request: TokenRequest): { id: string; secret: string } {
  const basic = /^Basic (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (basic === undefined) return { id: request.client_id, secret: request.client_secret };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':');
  return { id: formDecoded(id), secret: formDecoded(secret) };
}

function isClient({ oauth }: World, { id, secret }: { id: string; secret: string }): boolean {
  return id === oauth.clientId && secret === oauth.clientSecret;
}

function formDecoded(text: string): string {
  return new URLSearchParams(`text=${text}`).get('text') ?? '';
}

async function form(c: SandboxContext): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await c.req.text()));
}
