import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import type { Context } from 'hono';

/** No request to this server needs a longer value. */
const LONGEST = 4096;

/** No form and no registration needs more. */
const MAX_BODY_BYTES = 64 * 1024;

/** Parameters of a request, each given once and not empty; throws `invalid_request` for one given twice (RFC 6749 §3). */
export function singleParameters(parameters: URLSearchParams): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of parameters) {
    if (Object.hasOwn(single, name)) throw invalidRequest(`${name} is given more than once.`);
    if (value.length > LONGEST) throw invalidRequest(`${name} is too long.`);
    if (value !== '') single[name] = value;
  }
  return single;
}

/** The parameters of a form that was posted. */
export async function formParameters(c: Context): Promise<Record<string, string>> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw invalidRequest('The body must be application/x-www-form-urlencoded.');
  }
  return singleParameters(new URLSearchParams(await bodyText(c)));
}

/** The body as text, whether or not its length is stated; throws `invalid_request` for one larger than any form. */
export async function bodyText(c: Context): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) throw invalidRequest('Too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function invalidRequest(message: string): OAuthError {
  return new OAuthError(OAuthErrorCode.InvalidRequest, message);
}
