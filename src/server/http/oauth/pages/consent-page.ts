import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Asker } from '../authorization-request.ts';
import { staysOnDevice } from '../redirect-uri.ts';
import { page } from './page.ts';

export interface Consent extends Asker {
  /** Where the form is posted. */
  action: string;
  /** The sealed request, which comes back with the answer. */
  sealedRequest: string;
  /** Host of this server, as people know it. */
  serverHost: string;
}

/** Asks whether an application may act as the person who signs in. */
export function consentPage(c: Context, consent: Consent): Response | Promise<Response> {
  const { client, redirectUri, action, sealedRequest, serverHost } = consent;
  return page(c, {
    title: 'Allow access to RunWhen?',
    body: html`<h1>Allow access to RunWhen?</h1>
<p>The application below will be able to do what you can do in your workspaces, through the MCP server at <b>${serverHost}</b>.</p>
<dl>
<dt>Application</dt>
<dd><b>${client.name}</b><br><small>${sourceOf(consent)}</small></dd>
<dt>After you sign in, access is handed to</dt>
<dd><code>${redirectUri}</code><br><small>${placeOf(redirectUri)}</small></dd>
</dl>
<p class="note">Allow this only if you have just started signing in from this application. If someone sent you a link, deny it.</p>
<form method="post" action="${action}">
<input type="hidden" name="request" value="${sealedRequest}">
<div class="choices">
<button class="allow" name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</div>
</form>`,
  });
}

function sourceOf({ client }: Consent): string {
  if (client.publishedBy) return `Published by ${client.publishedBy}`;
  return 'The name is what the application calls itself; nobody has checked it.';
}

function placeOf(redirectUri: string): string {
  if (staysOnDevice(redirectUri)) return 'An application on this device';
  return `The website ${new URL(redirectUri).host}`;
}
