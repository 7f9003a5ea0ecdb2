import type { Service } from './endpoints.ts';
import { type Path, path } from './path.ts';
import type { PlatformServices } from './services.ts';
import { factsOf } from './transport/call-facts.ts';
import { connected } from './transport/exchange.ts';

/** How a service answered a request without credentials. */
export interface Reached {
  status: number;
  /** From the name look-up to the reply's headers, in milliseconds. */
  ms: number;
  /** The service's clock, from its `Date` header, where there is one. */
  date?: Date;
}

/** The path to request: any answer shows that the service is there. */
const PATHS: Record<Service, Path> = {
  papi: path`/api/v3/users/whoami`,
  agent: path`/`,
  registry: path`/`,
};

/**
 * Sends a service a request without a token, and reports how it answered; every status counts as an answer. Throws
 * `ConnectionFailed` with what to do, or the signal's reason.
 */
export async function reach(
  service: Service,
  { endpoints, pools, version }: PlatformServices,
  signal: AbortSignal,
): Promise<Reached> {
  const asked = PATHS[service];
  const base = { papi: endpoints.apiUrl, agent: endpoints.agentUrl, registry: endpoints.registryUrl }[
    service
  ];
  const start = performance.now();
  const reply = await connected(
    factsOf({ service, path: asked, signal }, endpoints),
    pools.send(base + asked, {
      method: 'GET',
      headers: { 'user-agent': `runwhen-platform-mcp/${version}` },
      signal,
      lane: 'checks',
    }),
  );
  const ms = Math.round(performance.now() - start);
  reply.body.on('error', () => {});
  await reply.body.dump();
  const date = new Date(String(reply.headers.date ?? ''));
  return { status: reply.statusCode, ms, ...(Number.isNaN(date.getTime()) ? {} : { date }) };
}
