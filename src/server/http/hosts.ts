import {
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  validateHostHeader,
  validateOriginHeader,
} from '@modelcontextprotocol/server';
import type { MiddlewareHandler } from 'hono';
import type { Config } from '../../config/schema.ts';
import { hostAsked, isLoopback } from './addresses.ts';
import { refusal } from './refusal.ts';

type Settings = Pick<Config, 'allowedHosts' | 'allowedOrigins' | 'baseUrl'>;
type Protection = Pick<Config, 'hostOriginProtection' | 'baseUrl' | 'host' | 'sandbox'>;

/** The allowed hosts besides loopback: the configured ones, then the base URL's, each once and without a port. */
export function allowedHosts({ allowedHosts, baseUrl }: Settings): string[] {
  return [...new Set([...allowedHosts, ...(baseUrl ? [new URL(baseUrl).hostname] : [])])];
}

/**
 * The origins of pages on those hosts, with the base URL's scheme, or with both schemes where there is no base URL; then the
 * origins configured for CORS.
 */
export function allowedOrigins(settings: Settings): string[] {
  const schemes = settings.baseUrl ? [new URL(settings.baseUrl).protocol] : ['http:', 'https:'];
  const own = allowedHosts(settings).flatMap((host) => schemes.map((scheme) => `${scheme}//${host}`));
  return [...new Set([...own, ...settings.allowedOrigins])];
}

/**
 * Whether `Host` and `Origin` are checked: always, unless `MCP_HOST_ORIGIN_PROTECTION=false` leaves that to a proxy. That
 * setting has no effect without a base URL, when this server's own address would be whatever `Host` says, nor on loopback
 * and in the sandbox, where pages in a browser are the only outside callers.
 */
export function protectsHosts({ hostOriginProtection, baseUrl, host, sandbox }: Protection): boolean {
  return hostOriginProtection || !baseUrl || isLoopback(host) || sandbox;
}

/** Refuses requests for other hosts with 421 and those from pages of other origins with 403. */
export function checkHostAndOrigin(settings: Settings): MiddlewareHandler {
  const hosts = [...localhostAllowedHostnames(), ...allowedHosts(settings)];
  const origins = allowedOrigins(settings);
  return async (c, next) => {
    const host = hostAsked(c);
    if (!validateHostHeader(host, hosts).ok) {
      return refusal(
        421,
        `This server does not answer for the host ${quoted(host)}. Its operator adds the name to MCP_ALLOWED_HOSTS, or sets MCP_BASE_URL to the address that clients use.`,
      );
    }
    const origin = c.req.header('origin');
    if (!originAllowed(origin, origins)) {
      return refusal(
        403,
        `Pages of the origin ${quoted(origin)} may not call this server. Its operator adds the origin to MCP_ALLOWED_ORIGINS.`,
      );
    }
    return next();
  };
}

/** Loopback pages are allowed on any port; others by scheme and host, and by port where one is configured. */
function originAllowed(origin: string | undefined, allowed: string[]): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname, origin: exact } = new URL(origin);
  const isPage = /^https?:$/.test(protocol);
  if (isPage && validateOriginHeader(origin, localhostAllowedOrigins()).ok) return true;
  return allowed.includes(exact) || allowed.includes(`${protocol}//${hostname}`);
}

function quoted(value = ''): string {
  return JSON.stringify(value.slice(0, 200));
}
