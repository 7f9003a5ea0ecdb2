import type { HttpApp } from '../app-parts.ts';
import { authorizeRoutes } from './authorize.ts';
import { callbackRoutes } from './callback.ts';
import { registerRoutes } from './register.ts';
import { createSignIn, type SignIn, type SignInParts } from './sign-in.ts';
import { tokenRoutes } from './token.ts';

const METADATA_PATH = '/.well-known/oauth-authorization-server';

/**
 * Browser sign-in, where it is configured: this server is an authorization server for MCP clients and has people sign in at
 * the platform. Nothing is stored; state travels sealed. Gives whether it is configured.
 */
export function signInRoutes(app: HttpApp, parts: SignInParts): boolean {
  const signIn = createSignIn(parts);
  if (!signIn) return false;
  const document = metadata(signIn);
  const prefix = new URL(signIn.issuer).pathname.replace(/\/$/, '');
  for (const path of new Set([METADATA_PATH, `${METADATA_PATH}${prefix}`])) {
    app.get(path, (c) => c.json(document));
  }
  registerRoutes(app, signIn);
  authorizeRoutes(app, signIn);
  callbackRoutes(app, signIn);
  tokenRoutes(app, signIn);
  return true;
}

/** RFC 8414. No scopes: the platform has none that limit a token. */
function metadata({ issuer, readsDocuments }: SignIn) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    registration_endpoint: `${issuer}/register`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    client_id_metadata_document_supported: readsDocuments,
  };
}
