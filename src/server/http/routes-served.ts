import type { MiddlewareHandler } from 'hono';
import type { HttpApp, HttpEnv } from './app-parts.ts';
import { refusal } from './refusal.ts';

/** What the application serves, read from its own routes at the first request. */
export interface RoutesServed {
  /** The path if it is one of the application's, otherwise `other`. */
  nameOf(path: string): string;
  /** Refuses paths that are not written exactly as served (404), and methods that a route does not have (405). */
  check: MiddlewareHandler<HttpEnv>;
  /** The answer to OPTIONS on a path; undefined where nothing is served there. */
  options(path: string): Response | undefined;
}

export function routesServed(app: HttpApp): RoutesServed {
  let known: Map<string, Set<string>> | undefined;
  const methodsOf = (path: string) => {
    known ??= readRoutes(app);
    return known.get(path);
  };
  return {
    nameOf: (path) => (methodsOf(path) ? path : 'other'),
    options: (path) => {
      const methods = methodsOf(path);
      return methods && new Response(null, { status: 204, headers: { Allow: allow(methods) } });
    },
    check: async (c, next) => {
      if (pathAsWritten(c.env.incoming.url ?? '') !== c.req.path) return nothingHere();
      const methods = methodsOf(c.req.path);
      const { method } = c.req;
      // TRACE would send the caller's token back (RFC 9110 §9.3.8).
      const taken = method !== 'TRACE' && (methods?.has('ALL') || methods?.has(method));
      if (!methods || taken || method === 'OPTIONS') return next();
      return refusal(405, `${c.req.path} takes ${allow(methods)}.`, { Allow: allow(methods) });
    },
  };
}

export const nothingHere = () => refusal(404, 'There is nothing here. MCP is served at /mcp.');

function readRoutes(app: HttpApp): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  for (const { path, method } of app.routes) {
    if (path.includes('*')) continue;
    const methods = known.get(path) ?? new Set();
    known.set(path, methods.add(method));
    if (method === 'GET') methods.add('HEAD');
  }
  return known;
}

/** MCP uses POST; its route takes all methods, so that a client without a token is told where to get one. */
function allow(methods: Set<string>): string {
  const named = methods.has('ALL') ? ['POST'] : [...methods];
  return [...named, 'OPTIONS'].join(', ');
}

/**
 * The path of a request exactly as it was sent: a proxy that lets some paths through sees that, not what its dots and
 * encoded letters resolve to.
 */
function pathAsWritten(target: string): string {
  const [path] = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1);
  return path || '/';
}
