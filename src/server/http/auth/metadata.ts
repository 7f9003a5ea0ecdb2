import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server';
import type { Context } from 'hono';
import type { Config } from '../../../config/schema.ts';
import type { PlatformServices } from '../../../platform/services.ts';
import { createPooledFetch } from '../../../platform/transport/pooled-fetch.ts';
import { identify } from '../../identity.ts';
import { baseUrlOf, MCP_PATH } from '../addresses.ts';
import type { HttpApp, HttpEnv } from '../app.ts';
import { refusal } from '../refusal.ts';

const RESOURCE_PATH = '/.well-known/oauth-protected-resource';

/** Address of the metadata of the resource that a client asked for, as RFC 9728 derives it. */
export function resourceMetadataUrl(config: Config, c: Context<HttpEnv>): string {
  return getOAuthProtectedResourceMetadataUrl(new URL(`${baseUrlOf(config, c)}${MCP_PATH}`));
}

/** True where this server is itself the authorization server that clients sign in at. */
export function signsIn(config: Config): boolean {
  const platform = config.oauthClientId && config.oauthClientSecret;
  const auth0 = config.auth0Domain && config.auth0ClientId && config.auth0ClientSecret;
  return Boolean(config.baseUrl && (platform || auth0));
}

/**
 * What a client without a token reads: which authorization server this resource trusts (RFC 9728), and, where
 * that is the platform's own, its metadata (RFC 8414).
 */
export function metadataRoutes(app: HttpApp, config: Config, services: PlatformServices): void {
  const describe = (c: Context<HttpEnv>) => {
    const base = baseUrlOf(config, c);
    return c.json({
      resource: `${base}${MCP_PATH}`,
      authorization_servers: [signsIn(config) ? base : (config.jwtIssuer ?? services.endpoints.apiUrl)],
      bearer_methods_supported: ['header'],
      resource_name: identify(config).name,
    });
  };
  const prefix = config.baseUrl ? new URL(config.baseUrl).pathname.replace(/\/$/, '') : '';
  for (const path of new Set([`${prefix}${MCP_PATH}`, MCP_PATH, ''])) {
    app.get(`${RESOURCE_PATH}${path}`, describe);
  }
  if (signsIn(config)) return;
  const fetch = createPooledFetch(services.pools);
  app.get('/.well-known/oauth-authorization-server', async (c) => {
    const reply = await fetch(`${services.endpoints.apiUrl}/.well-known/oauth-authorization-server`, {
      signal: c.req.raw.signal,
    }).catch(() => undefined);
    if (!reply?.ok)
      return refusal(502, 'The platform’s sign-in metadata could not be read. Try again in a moment.');
    return c.json(await reply.json());
  });
}
