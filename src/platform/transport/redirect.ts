import { UnexpectedReply } from '../../errors/platform-errors.ts';
import { type CallFacts, sentence } from './call-facts.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** 303 asks for another method, so it never repeats the request elsewhere. */
const REPEATING = new Set([301, 302, 307, 308]);

/**
 * The URL of a redirect that only adds or drops the path's last slash; null where the reply is not a redirect. Our own
 * origin and query are kept, since behind a TLS proxy the platform calls itself http. Throws `UnexpectedReply` for any other
 * redirect, so that neither method, body nor credentials go anywhere else.
 */
export function slashRedirect(
  facts: CallFacts,
  url: string,
  status: number,
  location: string,
): string | null {
  if (!REDIRECTS.has(status)) return null;
  const here = new URL(url);
  const there = URL.canParse(location, url) ? new URL(location, url) : null;
  if (
    there &&
    REPEATING.has(status) &&
    isSameHost(here, there) &&
    differBySlash(here.pathname, there.pathname)
  ) {
    here.pathname = there.pathname;
    return here.href;
  }
  throw redirectRefused(facts, status, there?.host);
}

/** A redirect that is not followed; says where it leads, without path and query. */
export function redirectRefused(facts: CallFacts, status: number, host = 'nowhere'): UnexpectedReply {
  return new UnexpectedReply(
    `${sentence(facts.service)} redirects ${facts.request} to ${host}, which is not followed (${status}).`,
    {
      status,
      hint: `Set ${facts.setting} to where the service itself answers; a login page or a proxy may be in the way.`,
    },
  );
}

/** Ports are compared as given, so http and https on their usual ports are the same host. */
function isSameHost(here: URL, there: URL): boolean {
  return here.host === there.host && (here.protocol === there.protocol || here.protocol === 'https:');
}

function differBySlash(one: string, other: string): boolean {
  return one === `${other}/` || other === `${one}/`;
}
