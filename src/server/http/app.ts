import type { McpHttpHandler } from '@modelcontextprotocol/server';
import { Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { Logger } from '../../log/logger.ts';
import type { AppParts, HttpApp, HttpEnv } from './app-parts.ts';
import { metadataRoutes } from './auth/metadata.ts';
import { healthRoutes } from './health.ts';
import { checkHostAndOrigin, protectsHosts } from './hosts.ts';
import { mcpEndpoint } from './mcp-endpoint.ts';
import type { Metrics } from './metrics/metrics.ts';
import { signInRoutes } from './oauth/routes.ts';
import { refusal } from './refusal.ts';
import { nothingHere, type RoutesServed, routesServed } from './routes-served.ts';

/** The whole HTTP surface as one application, and the MCP handler in it. */
export function createApp(parts: AppParts): { app: HttpApp; handler: McpHttpHandler } {
  const { config, services, metrics, log, stopping } = parts;
  const app: HttpApp = new Hono<HttpEnv>();
  const routes = routesServed(app);
  app.use(recordRequests(log, metrics, routes));
  app.use(routes.check);
  healthRoutes(app, parts);
  if (protectsHosts(config)) app.use(checkHostAndOrigin(config));
  if (config.allowedOrigins.length > 0) app.use(allowPages(config.allowedOrigins));
  app.use(async (_c, next) => {
    if (!stopping()) return next();
    const headers = { 'Retry-After': '1', Connection: 'close' };
    return refusal(503, 'This server is shutting down; send the request again.', headers);
  });
  const signsIn = signInRoutes(app, { config, services, log });
  metadataRoutes(app, { config, services, log, signsIn });
  const handler = mcpEndpoint(app, parts);
  app.notFound((c) => (c.req.method === 'OPTIONS' && routes.options(c.req.path)) || nothingHere());
  app.onError((error) => {
    log.error('unforeseen_error', { error: error.stack ?? error.message });
    return refusal(500, 'The request failed inside this server; its log has the details.');
  });
  return { app, handler };
}

/** Counts and logs each request, without headers, query or body, since those may hold secrets. */
function recordRequests(log: Logger, metrics: Metrics, routes: RoutesServed): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const duration_ms = Math.round(performance.now() - start);
    const { method, path } = c.req;
    const { status } = c.res;
    metrics.recordRequest({ route: routes.nameOf(path), method, status });
    log.info('http_request', { method, path, status, duration_ms });
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
