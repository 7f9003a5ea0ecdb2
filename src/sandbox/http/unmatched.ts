import type { SandboxApp, SandboxContext } from './context.ts';

/**
 * The answer to a request that no route matches: a redirect where only the final slash is wrong, 405 where only
 * the method is, 404 otherwise.
 */
export function unmatched(c: SandboxContext, app: SandboxApp): Response {
  const { path } = c.req;
  const methods = methodsAt(app, path);
  if (methods.length > 0) {
    const allow = methods.join(', ');
    return Response.json({ detail: 'Method Not Allowed' }, { status: 405, headers: { allow } });
  }
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  if (methodsAt(app, other).length === 0) return Response.json({ detail: 'Not Found' }, { status: 404 });
  const url = new URL(c.req.url);
  url.pathname = other;
  return new Response(null, { status: 307, headers: { location: url.href } });
}

function methodsAt(app: SandboxApp, path: string): string[] {
  const routes = app.routes.filter((route) => route.method !== 'ALL' && patternOf(route.path).test(path));
  return [...new Set(routes.map((route) => route.method))];
}

function patternOf(routePath: string): RegExp {
  const source = routePath
    .replace(/[.+*?^$()|[\]\\]/g, '\\$&')
    .replace(
      /:[a-zA-Z]+(?:\{([^}]*)\})?/g,
      (_, pattern?: string) => pattern?.replaceAll('\\', '') ?? '[^/]+',
    );
  return new RegExp(`^${source}$`);
}
