import { NotConfigured } from '../../errors/platform-errors.ts';
import { PUBLIC_PLATFORMS } from '../../names/public-platforms.ts';
import type { PlatformEndpoints, Service } from '../endpoints.ts';
import type { Call } from '../request.ts';

/** A call in words, for error messages. Holds no query and no credentials. */
export interface CallFacts {
  /** E.g. `the RunWhen API at papi.beta.runwhen.com`. */
  service: string;
  /** `https://papi.beta.runwhen.com` */
  origin: string;
  /** Method and path. */
  request: string;
  /** What a user sets to change the address. */
  setting: string;
  /** How a user gets a token that works. */
  tokenAdvice: string;
  /** When the token ended, where it says so itself. */
  expired?: Date;
  /** False where sending it again could do harm. */
  repeatable: boolean;
  /** True for a signed URL, which needs no token. */
  signed?: boolean;
}

const SERVICES = {
  papi: { name: 'the RunWhen API', setting: 'RW_API_URL', endpoint: 'apiUrl' },
  agent: { name: "RunWhen's assistant service", setting: 'RUNWHEN_AGENT_URL', endpoint: 'agentUrl' },
  registry: { name: 'the CodeBundle registry', setting: 'RUNWHEN_REGISTRY_URL', endpoint: 'registryUrl' },
} as const satisfies Record<Service, { name: string; setting: string; endpoint: keyof PlatformEndpoints }>;

/** What errors say about a call. */
export function factsOf(call: Call, endpoints: PlatformEndpoints): CallFacts {
  const service = call.service ?? 'papi';
  const { host, origin } = new URL(addressOf(service, endpoints));
  return {
    service: `${SERVICES[service].name} at ${host}`,
    origin,
    request: `${call.method ?? 'GET'} ${call.path}`,
    setting: SERVICES[service].setting,
    tokenAdvice: tokenAdvice(endpoints),
    repeatable: call.repeatable ?? (call.method ?? 'GET') === 'GET',
  };
}

/** A service's address without a trailing slash; throws `NotConfigured` where it is unset or not an http(s) URL. */
export function addressOf(service: Service, endpoints: PlatformEndpoints): string {
  if (service !== 'registry' && endpoints.apiUrl === '') throw noPlatform();
  const { name, setting, endpoint } = SERVICES[service];
  const address = endpoints[endpoint].replace(/\/+$/, '');
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return address;
  const problem = address === '' ? 'is not set' : 'is not an http or https URL';
  throw new NotConfigured(`The address of ${name} ${problem}.`, {
    hint: `Set ${setting}, or try the server without a platform: --sandbox.`,
  });
}

/** The error where no platform is configured: none is assumed, since the token would be sent there. */
export function noPlatform(): NotConfigured {
  return new NotConfigured('RW_API_URL is not set, so there is no platform to ask.', {
    hint: `Set it to the address of your platform's API: ${PUBLIC_PLATFORMS.prod}, ${PUBLIC_PLATFORMS.beta} (beta), or https://papi.<your-domain> of a self-hosted platform. To try the tools without an account start the server with --sandbox.`,
  });
}

/** Where to get a token, and where it goes. */
export function tokenAdvice({ appUrl, callersBringTokens }: PlatformEndpoints): string {
  const where = appUrl === '' ? 'the RunWhen web application' : appUrl;
  const use = callersBringTokens ? 'send it as Authorization: Bearer TOKEN' : 'set RUNWHEN_TOKEN to it';
  return `Make a personal access token at ${where} under Settings > Access Tokens and ${use}.`;
}

/** Added to a hint where a reply arrived that does not show whether the request was carried out. */
export function mayBeDone({ repeatable }: CallFacts): string {
  if (repeatable) return '';
  return ' The request may have been carried out: look for its effect before making the call again.';
}

/** With a capital first letter. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
