import { Hono } from 'hono';
import { userOfToken } from '../oauth/tokens.ts';
import { mountRoutes } from '../routes/index.ts';
import type { User } from '../state/records.ts';
import type { World } from '../state/world.ts';
import type { SandboxApp, SandboxEnv } from './context.ts';
import { type Exchange, observed } from './exchange.ts';
import { applyFault } from './fault-reply.ts';
import type { Faults } from './faults.ts';
import { Refusal } from './reply.ts';
import { unmatched } from './unmatched.ts';

export interface AppOptions {
  world: World;
  faults: Faults;
  /** Pause before every answer. */
  latencyMs: number;
  /** Told of every exchange, the faulty ones included; `bodies` says whether it reads answers. */
  observer: { bodies: boolean; report(exchange: Exchange): void };
}

/** PAPI, AgentFarm and the Registry as one application. */
export function createApp({ world, faults, latencyMs, observer }: AppOptions): SandboxApp {
  const app: SandboxApp = new Hono<SandboxEnv>();

  app.use('*', async (c, next) => {
    c.set('requestId', c.req.header('x-request-id') ?? world.nextUuid());
    c.set('caller', await callerOf(c.req.header('authorization'), world));
    await observed(c, observer, async () => {
      if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
      const fault = faults.take(c.req, c.req.path);
      if (fault) {
        await applyFault(c, fault, next);
        return true;
      }
      if (c.req.method === 'HEAD') c.res = unmatched(c, app);
      else await next();
      c.res.headers.set('x-request-id', c.var.requestId);
      return false;
    });
  });
  mountRoutes(app, world);
  app.notFound((c) => unmatched(c, app));
  app.onError((error) => {
    if (!(error instanceof Refusal)) {
      return Response.json({ detail: `Internal Server Error: ${error.message}` }, { status: 500 });
    }
    return Response.json({ detail: error.detail }, { status: error.status, headers: error.headers });
  });
  return app;
}

async function callerOf(authorization: string | undefined, world: World): Promise<User | undefined> {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  return token === undefined ? undefined : userOfToken(world, token);
}
