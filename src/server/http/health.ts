import type { Config } from '../../config/schema.ts';
import { VERSION } from '../identity.ts';
import type { HttpApp } from './app-parts.ts';
import type { CallsInFlight } from './calls-in-flight.ts';
import { METRICS_CONTENT_TYPE, type Metrics } from './metrics/metrics.ts';

export interface HealthParts {
  config: Config;
  calls: CallsInFlight;
  metrics: Metrics;
  /** True once the server has been told to stop. */
  stopping(): boolean;
}

/** What probes and scrapers read, under any host name: `/livez`, `/health` and `/metrics`. */
export function healthRoutes(app: HttpApp, { config, calls, metrics, stopping }: HealthParts): void {
  const started = Date.now();
  const problem = configurationProblem(config);
  app.get('/livez', (c) => c.text('ok\n'));
  app.get('/health', (c) => {
    const reason = stopping() ? 'The server is shutting down.' : problem;
    if (reason) return c.json({ status: 'unavailable', reason }, 503);
    const uptime_s = Math.round((Date.now() - started) / 1000);
    return c.json({ status: 'ok', version: VERSION, uptime_s });
  });
  app.get('/metrics', async (c) =>
    c.body(await metrics.text(calls.size()), 200, { 'Content-Type': METRICS_CONTENT_TYPE }),
  );
}

/** Names settings that are set without those they need; undefined where nothing is missing. */
export function configurationProblem(config: Config): string | undefined {
  const groups: [string, string | undefined][][] = [
    [
      ['MCP_PAPI_OAUTH_CLIENT_ID', config.oauthClientId],
      ['MCP_PAPI_OAUTH_CLIENT_SECRET', config.oauthClientSecret],
      ['MCP_BASE_URL', config.baseUrl],
    ],
    [
      ['MCP_AUTH0_DOMAIN', config.auth0Domain],
      ['MCP_AUTH0_CLIENT_ID', config.auth0ClientId],
      ['MCP_AUTH0_CLIENT_SECRET', config.auth0ClientSecret],
      ['MCP_BASE_URL', config.baseUrl],
    ],
  ];
  for (const group of groups) {
    const wanted = group.some(([name, value]) => name !== 'MCP_BASE_URL' && value);
    const missing = group.filter(([, value]) => !value).map(([name]) => name);
    if (wanted && missing.length > 0) return `Browser sign-in also needs ${missing.join(' and ')}.`;
  }
  return undefined;
}
