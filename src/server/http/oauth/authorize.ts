import { OAuthError } from '@modelcontextprotocol/server';
import type { Context } from 'hono';
import type { HttpApp } from '../app-parts.ts';
import { clientAnswerUrl } from './answer-client.ts';
import {
  type AuthorizationRequest,
  askerOf,
  authorizationRequest,
  checkedRequest,
} from './authorization-request.ts';
import { consentPage } from './pages/consent-page.ts';
import { continuePage } from './pages/continue-page.ts';
import { problemPage } from './pages/problem-page.ts';
import { formParameters, singleParameters } from './parameters.ts';
import { challengeOf, newVerifier } from './pkce.ts';
import { type SignIn, STEP_LIFETIME_S } from './sign-in.ts';

const OUTLIVED = 'This sign-in has taken too long, or it began in another browser.';

/** `/authorize`: asks the person for consent, then sends the browser to the platform's login page. */
export function authorizeRoutes(app: HttpApp, signIn: SignIn): void {
  app.get('/authorize', (c) => onPage(c, () => ask(c, signIn)));
  app.post('/authorize', (c) => onPage(c, () => decide(c, signIn)));
}

async function ask(c: Context, signIn: SignIn): Promise<Response> {
  const parameters = singleParameters(new URL(c.req.url).searchParams);
  const asker = await askerOf(signIn, parameters, c.req.raw.signal);
  const request = checkedRequest(signIn, asker, parameters);
  const browser = signIn.browser.ensure(c);
  const sealedRequest = await signIn.sealer.seal('consent', { ...request, browser }, STEP_LIFETIME_S);
  const action = `${signIn.issuer}/authorize`;
  return consentPage(c, { ...asker, action, sealedRequest, serverHost: new URL(signIn.issuer).host });
}

async function decide(c: Context, signIn: SignIn): Promise<Response> {
  const { request: sealed = '', decision } = await formParameters(c);
  const request = await signIn.sealer.unseal('consent', authorizationRequest, sealed);
  if (!request || !signIn.browser.isSame(c, request.browser)) return problemPage(c, OUTLIVED);
  if (decision === 'allow') return continuePage(c, await providerUrl(signIn, request));
  const outcome = { error: 'access_denied', error_description: 'The person did not allow it.' };
  return continuePage(c, clientAnswerUrl(signIn, request, outcome));
}

/**
 * The address of the platform's login page, with a PKCE verifier of this server's own, which later redeems the code that
 * comes back.
 */
async function providerUrl(signIn: SignIn, request: AuthorizationRequest): Promise<string> {
  const providerVerifier = newVerifier();
  const state = await signIn.sealer.seal('state', { ...request, providerVerifier }, STEP_LIFETIME_S);
  return signIn.provider.authorizationUrl({
    state,
    codeChallenge: challengeOf(providerVerifier),
    redirectUri: signIn.callbackUrl,
  });
}

/**
 * No browser is sent to a client's address before the person has decided; errors are shown to the person (RFC 9700 §4.11.2).
 */
async function onPage(c: Context, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof OAuthError) return problemPage(c, error.message);
    throw error;
  }
}
