import { OAuthError } from '@modelcontextprotocol/server';
import { jsonOf } from '../../../json/json-of.ts';
import type { HttpApp } from '../app-parts.ts';
import { presentableName } from './client.ts';
import { parseClientMetadata } from './client-metadata.ts';
import { bodyText } from './parameters.ts';
import { refusal } from './refusal.ts';
import type { SignIn } from './sign-in.ts';

/**
 * `/register` (RFC 7591): any application may register. Nothing is stored: the client id is the sealed registration. Every
 * client is a public one, whatever authentication method it asks for.
 */
export function registerRoutes(app: HttpApp, { sealer }: SignIn): void {
  app.post('/register', async (c) => {
    try {
      const { redirect_uris, client_name } = parseClientMetadata(jsonOf(await bodyText(c)));
      const name = presentableName(client_name);
      const registration = {
        client_id: await sealer.seal('client', { redirect_uris, client_name: name }),
        client_id_issued_at: Math.floor(Date.now() / 1000),
        client_name: name,
        redirect_uris,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
      };
      return Response.json(registration, { status: 201, headers: { 'Cache-Control': 'no-store' } });
    } catch (error) {
      if (error instanceof OAuthError) return refusal(error);
      throw error;
    }
  });
}
