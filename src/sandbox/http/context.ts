import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { User } from '../state/records.ts';

export interface SandboxEnv {
  Bindings: HttpBindings;
  Variables: {
    /** The user whose token came with the request; see `requireCaller`. */
    caller: User | undefined;
    requestId: string;
  };
}

export type SandboxApp = Hono<SandboxEnv>;
export type SandboxContext = Context<SandboxEnv>;
