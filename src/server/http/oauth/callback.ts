import type { Context } from 'hono';
import { z } from 'zod';
import type { HttpApp } from '../app-parts.ts';
import { clientAnswerUrl } from './answer-client.ts';
import { authorizationRequest } from './authorization-request.ts';
import { problemPage } from './pages/problem-page.ts';
import { CALLBACK_PATH, CODE_LIFETIME_S, type SignIn } from './sign-in.ts';

const stateContent = authorizationRequest.extend({ providerVerifier: z.string() });

/** What this server's code holds; redeeming it redeems the platform's code inside. */
export const codeContent = authorizationRequest
  .pick({ client: true, redirectUri: true, codeChallenge: true, resource: true })
  .extend({ providerCode: z.string(), providerVerifier: z.string() });

/** Errors of the platform that are passed on to the client unchanged; any other becomes `server_error`. */
const PASSED_ON = new Set(['access_denied', 'temporarily_unavailable']);

/** `/auth/callback`: the platform sends the browser back here, and it goes on to the client with a code. */
export function callbackRoutes(app: HttpApp, signIn: SignIn): void {
  app.get(CALLBACK_PATH, (c) => comeBack(c, signIn));
}

async function comeBack(c: Context, signIn: SignIn): Promise<Response> {
  const { state: sealed = '', code, error } = c.req.query();
  const state = await signIn.sealer.unseal('state', stateContent, sealed);
  if (!state)
    return problemPage(c, 'This sign-in has taken too long, or its address was changed on the way.');
  if (!signIn.browser.isSame(c, state.browser)) {
    return problemPage(c, 'This sign-in began in another browser.');
  }
  if (!code) {
    signIn.log.warn('sign_in_refused', { by: 'platform', error: error?.slice(0, 100) });
    const outcome = { error: error && PASSED_ON.has(error) ? error : 'server_error' };
    return c.redirect(clientAnswerUrl(signIn, state, outcome));
  }
  const content = codeContent.parse({ ...state, providerCode: code });
  const ourCode = await signIn.sealer.seal('code', content, CODE_LIFETIME_S);
  return c.redirect(clientAnswerUrl(signIn, state, { code: ourCode }));
}
