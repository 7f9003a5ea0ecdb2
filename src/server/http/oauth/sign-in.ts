import { randomBytes } from 'node:crypto';
import type { Config } from '../../../config/schema.ts';
import { NotConfigured } from '../../../errors/platform-errors.ts';
import type { Logger } from '../../../log/logger.ts';
import type { PlatformServices } from '../../../platform/services.ts';
import { createAuth0Provider } from '../../../platform/sign-in/auth0-provider.ts';
import { createPlatformProvider } from '../../../platform/sign-in/platform-provider.ts';
import type { SignInProvider } from '../../../platform/sign-in/provider.ts';
import { createPooledFetch } from '../../../platform/transport/pooled-fetch.ts';
import { createPublicFetch, type PublicFetch } from '../../../platform/transport/public-fetch.ts';
import { MCP_PATH } from '../addresses.ts';
import { type BrowserBinding, createBrowserBinding } from './browser.ts';
import { type Clients, createClients } from './client.ts';
import { createDocumentReader } from './client-document.ts';
import { createSealer, type Sealer, SHORTEST_KEY } from './seal.ts';
import { createSharedRefreshes, type SharedRefreshes } from './shared-refreshes.ts';
import { createUsedCodes, type UsedCodes } from './used-codes.ts';

/** Where the platform sends browsers back to, below the base URL; the address registered for this server at the platform. */
export const CALLBACK_PATH = '/auth/callback';

/** How long a person may take on the consent page, and again at the platform's login page. */
export const STEP_LIFETIME_S = 10 * 60;
/** How long a client may take to redeem a code. */
export const CODE_LIFETIME_S = 60;
/** How long an unused refresh token stays valid. */
export const REFRESH_LIFETIME_S = 30 * 24 * 60 * 60;

/** What the endpoints of browser sign-in share. */
export interface SignIn {
  /** The base URL, which is this server's name as an authorization server. */
  issuer: string;
  callbackUrl: string;
  /** Address of the MCP endpoint, the resource that tokens are for. */
  resource: string;
  /** False where this server cannot fetch documents from the internet. */
  readsDocuments: boolean;
  clients: Clients;
  provider: SignInProvider;
  sealer: Sealer;
  browser: BrowserBinding;
  usedCodes: UsedCodes;
  refreshes: SharedRefreshes;
  log: Logger;
}

export interface SignInParts {
  config: Config;
  services: PlatformServices;
  log: Logger;
  /** Fetches clients' documents; from the public internet when left out. */
  fetchDocument?: PublicFetch;
}

/** Browser sign-in as configured; undefined where it is not. Throws `NotConfigured` for a key that is too short. */
export function createSignIn(parts: SignInParts): SignIn | undefined {
  const { config, services, log, fetchDocument = createPublicFetch() } = parts;
  const provider = providerOf(config, services);
  const issuer = config.baseUrl;
  if (!provider || !issuer) return undefined;
  // A proxy would resolve names itself and so bypass the guard against private addresses.
  const readsDocuments = !config.airgap && !config.proxy.httpsProxy;
  const sealer = createSealer(sealingKey(config, log), issuer);
  return {
    issuer,
    callbackUrl: `${issuer}${CALLBACK_PATH}`,
    resource: `${issuer}${MCP_PATH}`,
    readsDocuments,
    clients: createClients(sealer, readsDocuments ? createDocumentReader(fetchDocument) : undefined),
    provider,
    sealer,
    browser: createBrowserBinding(issuer),
    usedCodes: createUsedCodes(CODE_LIFETIME_S * 1000),
    refreshes: createSharedRefreshes(),
    log,
  };
}

/** The platform's own authorization server; Auth0 where only that is configured. */
function providerOf(config: Config, { endpoints, pools }: PlatformServices): SignInProvider | undefined {
  const fetch = createPooledFetch(pools);
  const { apiUrl } = endpoints;
  const { oauthClientId, oauthClientSecret, auth0Domain, auth0ClientId, auth0ClientSecret, auth0Audience } =
    config;
  if (oauthClientId && oauthClientSecret) {
    return createPlatformProvider(
      apiUrl,
      { clientId: oauthClientId, clientSecret: oauthClientSecret },
      fetch,
    );
  }
  if (!auth0Domain || !auth0ClientId || !auth0ClientSecret) return undefined;
  const tenant = { domain: auth0Domain, audience: auth0Audience };
  return createAuth0Provider(
    apiUrl,
    { ...tenant, clientId: auth0ClientId, clientSecret: auth0ClientSecret },
    fetch,
  );
}

function sealingKey({ oauthSealingKey }: Config, log: Logger): string {
  if (oauthSealingKey === undefined) {
    log.warn('own_sealing_key', {
      effect:
        'Clients sign in again after a restart, and sign-in works with a single copy of this server only.',
      cure: 'Set MCP_OAUTH_SEALING_KEY to the same value in every copy, such as the output of openssl rand -base64 32.',
    });
    return randomBytes(32).toString('base64');
  }
  if (oauthSealingKey.length >= SHORTEST_KEY) return oauthSealingKey;
  throw new NotConfigured(`MCP_OAUTH_SEALING_KEY is shorter than ${SHORTEST_KEY} characters.`, {
    hint: 'Set it to the output of openssl rand -base64 32, the same in every copy of this server.',
  });
}
