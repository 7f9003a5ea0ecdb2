import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Config } from '../../config/schema.ts';
import type { Backend } from '../backend.ts';
import type { Logger } from '../logger.ts';
import type { TokenVerifier } from './auth/token-verifier.ts';

export interface HttpEnv {
  Bindings: HttpBindings;
}

export type HttpApp = Hono<HttpEnv>;

/** What the routes are made of. */
export interface AppParts {
  config: Config;
  backend: Backend;
  verifier: TokenVerifier;
  log: Logger;
}

/** The whole HTTP surface as one application. */
export function createApp(_parts: AppParts): HttpApp {
  const app: HttpApp = new Hono<HttpEnv>();
  return app;
}
