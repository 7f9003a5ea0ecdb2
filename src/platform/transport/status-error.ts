import {
  Conflict,
  Forbidden,
  InvalidRequest,
  NotFound,
  RateLimited,
  Unauthorized,
  Unavailable,
  UnexpectedReply,
} from '../../errors/platform-errors.ts';
import type { ToolError } from '../../errors/tool-error.ts';
import { type CallFacts, sentence } from './call-facts.ts';
import type { Refusal } from './refusal.ts';

interface Meaning {
  type: new (
    message: string,
    options: { hint: string; status: number; detail?: Record<string, unknown> },
  ) => ToolError;
  /** Stands between the name of the service and the method and path. */
  says: string;
  hint(facts: CallFacts): string;
}

const REFUSED_TOKEN: Meaning = {
  type: Unauthorized,
  says: 'does not accept the token for',
  hint: ({ tokenAdvice, expired }) =>
    `${expired ? `The token expired at ${expired.toISOString()}.` : 'The token is wrong, expired or revoked.'} ${tokenAdvice}`,
};
const FORBIDDEN: Meaning = {
  type: Forbidden,
  says: 'does not allow the owner of the token',
  hint: () =>
    'Ask an admin of the workspace for a role that may do this, or use a workspace where you have one.',
};
const MISSING: Meaning = {
  type: NotFound,
  says: 'has nothing at',
  hint: () =>
    'Check the names and ids. Where you have no access the platform answers the same: list_workspaces shows what you may see.',
};
const CONFLICT: Meaning = {
  type: Conflict,
  says: 'reports a conflict at',
  hint: () => 'Read the current state and decide again.',
};
const INVALID: Meaning = {
  type: InvalidRequest,
  says: 'finds the request invalid:',
  hint: () => 'Change what the message names and call again.',
};
const TOO_MANY: Meaning = {
  type: RateLimited,
  says: 'gets too many requests, and did not serve',
  hint: () => 'Wait for the time given in retry_after_s, or half a minute, and call again.',
};
const FAILING: Meaning = {
  type: Unavailable,
  says: 'failed at',
  hint: ({ repeatable }) =>
    repeatable
      ? 'Try again in a minute; if it persists, see https://runwhen.statuspage.io or ask the operator of the platform.'
      : 'It may have carried out part of the request: look for its effect before making the call again.',
};
const NO_SUCH_METHOD: Meaning = {
  type: UnexpectedReply,
  says: 'has no such operation as',
  hint: ({ setting }) =>
    `Check that ${setting} is the address of that service, and that the platform is recent.`,
};
/** Every platform has these, and they hold nothing of one caller. */
const ALWAYS_THERE = /^GET \/api\/v3\/(?:workspaces|users\/whoami)$/;
const NOT_THE_SERVICE: Meaning = {
  type: NotFound,
  says: 'has nothing at',
  hint: ({ setting }) =>
    `Every platform has that: check that ${setting} is the address of the API itself, without a further path.`,
};

const LINK_REFUSED: Meaning = {
  type: NotFound,
  says: 'does not give out',
  hint: () => 'The link has probably expired: ask for the output again.',
};

const BY_STATUS: Record<number, Meaning> = {
  401: REFUSED_TOKEN,
  403: FORBIDDEN,
  404: MISSING,
  405: NO_SUCH_METHOD,
  409: CONFLICT,
  410: MISSING,
  429: TOO_MANY,
  501: NO_SUCH_METHOD,
};

/** The typed error for an unsuccessful status. `retryAfterS` is undefined where the platform does not say. */
export function statusError(
  facts: CallFacts,
  status: number,
  refusal: Refusal,
  retryAfterS: number | undefined,
): ToolError {
  const meaning = meaningOf(facts, status);
  const quote = refusal.message === '' ? '' : `: ${refusal.message}`;
  const detail = {
    ...(refusal.fields ? { fields: refusal.fields } : {}),
    ...(refusal.unknownKeys ? { unknown_keys: refusal.unknownKeys } : {}),
  };
  return new meaning.type(`${sentence(facts.service)} ${meaning.says} ${facts.request} (${status})${quote}`, {
    status,
    hint: meaning.hint(facts),
    ...(retryAfterS === undefined ? {} : { retryAfterS }),
    ...(Object.keys(detail).length > 0 ? { detail } : {}),
  });
}

function meaningOf({ signed, request }: CallFacts, status: number): Meaning {
  if (status === 404 && ALWAYS_THERE.test(request)) return NOT_THE_SERVICE;
  if (signed && status >= 400 && status < 500 && status !== 429) return LINK_REFUSED;
  return BY_STATUS[status] ?? (status >= 500 ? FAILING : status >= 400 ? INVALID : NO_SUCH_METHOD);
}
