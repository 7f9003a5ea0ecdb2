import type { McpHttpHandler } from '@modelcontextprotocol/server';
import { Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { Logger } from '../../log/logger.ts';
import type { AppParts, HttpApp, HttpEnv } from './app-parts.ts';
import { metadataRoutes } from './auth/metadata.ts';
import { healthRoutes } from './health.ts';
import { checkHostAndOrigin } from './hosts.ts';
import { mcpEndpoint } from './mcp-endpoint.ts';
import { signInRoutes } from './oauth/routes.ts';
import { refusal } from './refusal.ts';

/** The whole HTTP surface as one application, and the MCP handler in it. */
export function createApp(parts: AppParts): { app: HttpApp; handler: McpHttpHandler } {
  const { config, services, log, stopping } = parts;
  const app: HttpApp = new Hono<HttpEnv>();
  app.use(logRequests(log));
  healthRoutes(app, parts);
  app.use(checkHostAndOrigin(config));
  if (config.allowedOrigins.length > 0) app.use(allowPages(config.allowedOrigins));
  app.use(async (_c, next) => {
    if (!stopping()) return next();
    const headers = { 'Retry-After': '1', Connection: 'close' };
    return refusal(503, 'This server is shutting down; send the request again.', headers);
  });
  metadataRoutes(app, { config, services, log });
  signInRoutes(app, { config, services, log });
  const handler = mcpEndpoint(app, parts);
  app.notFound(() => refusal(404, 'There is nothing here. MCP is served at /mcp.'));
  app.onError((error) => {
    log.error('unforeseen_error', { error: error.stack ?? error.message });
    return refusal(500, 'The request failed inside this server; its log has the details.');
  });
  return { app, handler };
}

/** One line per request; no header, query or body, for those may hold secrets. */
function logRequests(log: Logger): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const duration_ms = Math.round(performance.now() - start);
    log.info('http_request', { method: c.req.method, path: c.req.path, status: c.res.status, duration_ms });
  };
}

function allowPages(origins: readonly string[]): MiddlewareHandler<HttpEnv> {
  return cors({
    origin: [...origins],
    allowMethods: ['GET', 'POST', 'DELETE', 'OPTIONS'],
    exposeHeaders: ['WWW-Authenticate', 'Mcp-Session-Id', 'Mcp-Protocol-Version', 'Retry-After'],
    maxAge: 600,
  });
}
