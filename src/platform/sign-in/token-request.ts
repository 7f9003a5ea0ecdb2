import { z } from 'zod';
import { NotConfigured, Unauthorized, Unavailable, UnexpectedReply } from '../../errors/platform-errors.ts';
import { jsonOf } from '../../json/json-of.ts';
import type { PooledFetch } from '../transport/pooled-fetch.ts';
import { scrub } from '../transport/scrub.ts';

/** An endpoint that issues tokens, and its name in errors. */
export interface TokenEndpoint {
  url: string;
  /** Such as `the platform's token endpoint`. */
  name: string;
  /** The variables that an operator corrects when the endpoint rejects this server. */
  settings: string;
  fetch: PooledFetch;
}

/** A token reply by RFC 6749 §5.1. */
const tokenReply = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().optional(),
  refresh_token: z.string().nullish(),
});

export type TokenReply = z.output<typeof tokenReply>;

/** Errors that are about this server, not about the person who signs in. */
const CLIENT_REFUSED = new Set(['invalid_client', 'unauthorized_client']);

const refusal = z.object({ error: z.string().optional(), detail: z.unknown() });

/** Requests tokens, with a form or JSON; see `SignInProvider` for what it throws. */
export async function requestTokens(
  { url, name, settings, fetch }: TokenEndpoint,
  body: URLSearchParams | Record<string, string>,
  signal: AbortSignal,
): Promise<TokenReply> {
  const isForm = body instanceof URLSearchParams;
  const response = await reached(
    name,
    fetch(url, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      },
      body: isForm ? body.toString() : JSON.stringify(body),
      signal,
    }),
  );
  const reply = jsonOf(await response.text());
  if (response.ok) return tokensIn(name, reply);
  const { error = '' } = refusal.safeParse(reply).data ?? {};
  throw refused({ name, settings, status: response.status, error: scrub(error) });
}

async function reached(name: string, reply: Promise<Response>): Promise<Response> {
  try {
    return await reply;
  } catch (cause) {
    throw new Unavailable(`No answer from ${name}.`, { hint: 'Try again in a moment.', cause });
  }
}

function tokensIn(name: string, reply: unknown): TokenReply {
  const tokens = tokenReply.safeParse(reply);
  if (tokens.success) return tokens.data;
  throw new UnexpectedReply(`The answer of ${name} holds no tokens.`, {
    hint: 'Check the address of the platform.',
  });
}

function refused(given: { name: string; settings: string; status: number; error: string }): Error {
  const { name, settings, status, error } = given;
  const said = `${name} answered ${status}${error === '' ? '' : ` (${error})`}.`;
  const message = said.charAt(0).toUpperCase() + said.slice(1);
  if (CLIENT_REFUSED.has(error) || status === 501) {
    return new NotConfigured(message, { status, hint: `Check ${settings}.` });
  }
  if (status === 429 || status >= 500)
    return new Unavailable(message, { status, hint: 'Try again in a moment.' });
  return new Unauthorized(message, { status, hint: 'Sign in again.' });
}
