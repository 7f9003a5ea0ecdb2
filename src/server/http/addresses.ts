import type { Context } from 'hono';
import type { Config } from '../../config/schema.ts';
import type { HttpEnv } from './app-parts.ts';

/** Path of the MCP endpoint below the base URL. */
export const MCP_PATH = '/mcp';

/** The address at which a client reached this server: the configured one, otherwise the (checked) host that it asked. */
export function baseUrlOf(config: Config, c: Context<HttpEnv>): string {
  return config.baseUrl ?? `http://${hostAsked(c)}`;
}

/** The host of the request's target where that is a whole address (RFC 9112 §3.2.2), otherwise that of `Host`. */
export function hostAsked(c: Context): string {
  return new URL(c.req.url).host;
}

/** True for an address that only this machine can connect to. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
