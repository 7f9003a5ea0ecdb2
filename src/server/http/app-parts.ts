import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Config } from '../../config/schema.ts';
import type { Logger } from '../../log/logger.ts';
import type { PlatformServices } from '../../platform/services.ts';
import type { AuditTrail } from '../audit/audited-call.ts';
import type { Backend } from '../backend.ts';
import type { createServer } from '../create-server.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { TokenVerifier } from './auth/token-verifier.ts';
import type { CallsInFlight } from './calls-in-flight.ts';
import type { Metrics } from './metrics/metrics.ts';

export interface HttpEnv {
  Bindings: HttpBindings;
}

export type HttpApp = Hono<HttpEnv>;

/** What the routes need. */
export interface AppParts {
  config: Config;
  backend: Backend;
  services: PlatformServices;
  verifier: TokenVerifier;
  calls: CallsInFlight;
  metrics: Metrics;
  /** The audit trail for calls that change or execute. */
  trail: AuditTrail | undefined;
  telemetry: Promise<Telemetry | undefined>;
  log: Logger;
  /** Makes the server for one request, in place of the product's own. */
  createServer?: typeof createServer;
  /** True once the server has been told to stop: health reports it, and no new work is accepted. */
  stopping(): boolean;
}
