import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server';
import type { Context } from 'hono';
import { z } from 'zod';
import type { Config } from '../../../config/schema.ts';
import type { Logger } from '../../../log/logger.ts';
import { createCache } from '../../../platform/cache.ts';
import type { PlatformServices } from '../../../platform/services.ts';
import { createPooledFetch } from '../../../platform/transport/pooled-fetch.ts';
import { identify } from '../../identity.ts';
import { baseUrlOf, MCP_PATH } from '../addresses.ts';
import type { HttpApp, HttpEnv } from '../app-parts.ts';
import { refusal } from '../refusal.ts';

const RESOURCE_PATH = '/.well-known/oauth-protected-resource';
const SERVER_PATH = '/.well-known/oauth-authorization-server';

/** Anybody may ask, but the platform is asked at most this often. */
const KNOWN_FOR = { ttlMs: 5 * 60_000, failureTtlMs: 5_000 };

export interface MetadataParts {
  config: Config;
  services: PlatformServices;
  log: Logger;
  /** True where this server is itself the authorization server that clients sign in with. */
  signsIn: boolean;
}

/** Address of the metadata of the resource that a client asked for, as RFC 9728 derives it. */
export function resourceMetadataUrl(config: Config, c: Context<HttpEnv>): string {
  return getOAuthProtectedResourceMetadataUrl(new URL(`${baseUrlOf(config, c)}${MCP_PATH}`));
}

/**
 * What a client without a token reads: which authorization server this resource trusts (RFC 9728), and, where that is the
 * platform's, its metadata (RFC 8414).
 */
export function metadataRoutes(app: HttpApp, { config, services, log, signsIn }: MetadataParts): void {
  const describe = (c: Context<HttpEnv>) => {
    const base = baseUrlOf(config, c);
    return c.json({
      resource: `${base}${MCP_PATH}`,
      authorization_servers: [signsIn ? base : (config.jwtIssuer ?? services.endpoints.apiUrl)],
      bearer_methods_supported: ['header'],
      resource_name: identify(config).name,
    });
  };
  const ownPath = new URL(`${config.baseUrl ?? 'http://localhost'}${MCP_PATH}`).pathname;
  for (const path of new Set([ownPath, MCP_PATH, ''])) {
    app.get(`${RESOURCE_PATH}${path}`, describe);
  }
  if (signsIn) return;
  const known = createCache(1).forCaller('');
  app.get(SERVER_PATH, async (c) => {
    const { signal } = c.req.raw;
    try {
      return c.json(
        await known.get('', (shared) => platformMetadata(services, shared), { ...KNOWN_FOR, signal }),
      );
    } catch (error) {
      log.warn('sign_in_metadata_unavailable', {
        error: error instanceof Error ? error.message : String(error),
      });
      return refusal(502, "The platform's sign-in metadata could not be read. Try again in a moment.");
    }
  });
}

async function platformMetadata(
  { endpoints, pools }: PlatformServices,
  signal: AbortSignal,
): Promise<object> {
  const reply = await createPooledFetch(pools)(`${endpoints.apiUrl}${SERVER_PATH}`, { signal });
  if (!reply.ok) throw new Error(`The platform answered ${reply.status}.`);
  return z.looseObject({ issuer: z.string() }).parse(await reply.json());
}
