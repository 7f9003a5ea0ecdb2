import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { isRedirectUri, OWN_SCHEMES } from './redirect-uri.ts';

const MOST_REDIRECT_URIS = 10;
/** Bounded because a client id contains all of them and has to fit into a URL. */
const LONGEST_REDIRECT_URIS = 2000;

/** What an application says about itself (RFC 7591 §2), as far as it is used here; the rest is ignored. */
const fields = z.object({
  redirect_uris: z.array(z.string()).min(1).max(MOST_REDIRECT_URIS),
  client_name: z.string().optional(),
  grant_types: z.array(z.string()).default(['authorization_code']),
  response_types: z.array(z.string()).default(['code']),
  token_endpoint_auth_method: z.string().optional(),
});

/** Some clients send null for what they leave out. */
const clientMetadata = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null))
      : value,
  fields,
);

export type ClientMetadata = z.output<typeof clientMetadata>;

/** Validates it; throws `OAuthError` with `invalid_client_metadata` or `invalid_redirect_uri`. */
export function parseClientMetadata(value: unknown): ClientMetadata {
  const parsed = clientMetadata.safeParse(value);
  if (!parsed.success) {
    const [problem] = parsed.error.issues;
    throw invalid(`${problem?.path.join('.') || 'The document'}: ${problem?.message}`);
  }
  const metadata = parsed.data;
  const refused = metadata.redirect_uris.find((uri) => !isRedirectUri(uri));
  if (refused !== undefined || metadata.redirect_uris.join('').length > LONGEST_REDIRECT_URIS) {
    throw new OAuthError(
      OAuthErrorCode.InvalidRedirectUri,
      `Redirect addresses must be https, http on a loopback address, or of an application’s own scheme (${OWN_SCHEMES}), without a fragment, and 2000 characters in all.`,
    );
  }
  if (!metadata.grant_types.includes('authorization_code'))
    throw invalid('grant_types must have authorization_code.');
  if (!metadata.response_types.includes('code')) throw invalid('response_types must have code.');
  return metadata;
}

function invalid(message: string): OAuthError {
  return new OAuthError(OAuthErrorCode.InvalidClientMetadata, message);
}
