import { Unavailable } from '../../errors/platform-errors.ts';
import { ToolError } from '../../errors/tool-error.ts';
import { type CallFacts, sentence } from './call-facts.ts';

/**
 * Whether another attempt makes sense: `always` where nothing was sent, `harmless` where the request may have been carried
 * out, `never` where it would end the same way.
 */
type Repeat = 'always' | 'harmless' | 'never';

/** The connection could not be made, or broke before the reply was complete. */
export class ConnectionFailed extends Unavailable {
  readonly repeat: Repeat;

  constructor(message: string, options: { hint: string; cause: unknown; repeat: Repeat }) {
    super(message, options);
    this.repeat = options.repeat;
  }
}

interface Diagnosis {
  /** Follows the name of the service. */
  says: string;
  hint(facts: CallFacts): string;
  repeat: Repeat;
}

const checkAddress = ({ setting }: CallFacts) =>
  `Check ${setting}, the network and the proxy variables (HTTPS_PROXY, HTTP_PROXY, NO_PROXY).`;

const CHECK_PROXY = 'Check HTTPS_PROXY and HTTP_PROXY (user and password included) and NO_PROXY.';

const MAY_BE_DONE =
  'It may have carried out the request all the same: look for its effect before making the call again.';

const REFUSED: Diagnosis = { says: 'refuses connections', hint: checkAddress, repeat: 'always' };
const NO_SUCH_HOST: Diagnosis = { says: 'has no known IP address', hint: checkAddress, repeat: 'never' };
const UNREACHABLE: Diagnosis = { says: 'cannot be reached', hint: checkAddress, repeat: 'always' };
const PROXY: Diagnosis = {
  says: 'cannot be reached: the proxy refuses to forward the request',
  hint: () => CHECK_PROXY,
  repeat: 'never',
};
const UNTRUSTED: Diagnosis = {
  says: 'presents a certificate that is not trusted here',
  hint: ({ setting }) =>
    `For a private certificate authority point NODE_EXTRA_CA_CERTS at its certificates; else check ${setting}.`,
  repeat: 'never',
};
const NOT_HTTP: Diagnosis = {
  says: 'does not speak the protocol of its address',
  hint: ({ setting, repeatable }) =>
    `Check that ${setting} begins with http:// or https:// as the service does.${repeatable ? '' : ` ${MAY_BE_DONE}`}`,
  repeat: 'never',
};
const LOST: Diagnosis = {
  says: 'closed the connection before its reply was complete',
  hint: ({ repeatable }) =>
    repeatable
      ? 'Try again; if it persists, something between here and the platform cuts connections.'
      : MAY_BE_DONE,
  repeat: 'harmless',
};

/** What Node reports about a connection that could not be made. */
interface ConnectError extends Error {
  code?: string;
  /** For a name that has no address. */
  hostname?: string;
  /** For an address that was tried. */
  port?: number;
}

/** Codes of Node and of the HTTP client. */
const DIAGNOSES: [RegExp, Diagnosis][] = [
  [/^ECONNREFUSED$/, REFUSED],
  [/^(ENOTFOUND|EAI_AGAIN)$/, NO_SUCH_HOST],
  [/^(EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/, UNREACHABLE],
  [/^(UND_ERR_ABORTED|UND_ERR_INVALID_ARG)$/, PROXY],
  [/^(ERR_SSL_WRONG_VERSION_NUMBER|EPROTO|ERR_SSL_PACKET_LENGTH_TOO_LONG|HPE_.*|HTTPParserError)$/, NOT_HTTP],
  [/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|UND_ERR_PRX_TLS/, UNTRUSTED],
];

/** Errors of the network and of the HTTP client carry a code; programming mistakes here do not. */
export function isConnectionError(error: unknown): error is Error & { code?: string } {
  if (!(error instanceof Error) || error instanceof ToolError) return false;
  // The client sets a code on this error only for some faults in a reply.
  return typeof (error as { code?: unknown }).code === 'string' || error.name === 'HTTPParserError';
}

/** What happened to a request whose connection failed with `cause`, in words. */
export function connectionFailed(facts: CallFacts, cause: ConnectError): ConnectionFailed {
  const { code = cause.name } = cause;
  const diagnosis = DIAGNOSES.find(([pattern]) => pattern.test(code))?.[1] ?? LOST;
  const isProxy = isElsewhere(facts, cause);
  const who = isProxy ? `the proxy on the way to ${facts.service}` : facts.service;
  return new ConnectionFailed(`${sentence(who)} ${diagnosis.says} (${code}; ${facts.request}).`, {
    hint: isProxy ? CHECK_PROXY : diagnosis.hint(facts),
    repeat: diagnosis.repeat,
    cause,
  });
}

/** Whether the address that failed is not the service's own: then it is the proxy's. */
function isElsewhere({ origin }: CallFacts, { hostname, port, message }: ConnectError): boolean {
  if (!URL.canParse(origin)) return false;
  const own = new URL(origin);
  if (hostname !== undefined) return hostname !== own.hostname;
  const tried = port ?? Number(/:(\d+), timeout/.exec(message)?.[1] ?? Number.NaN);
  const ownPort = Number(own.port) || (own.protocol === 'https:' ? 443 : 80);
  return !Number.isNaN(tried) && tried !== ownPort;
}
