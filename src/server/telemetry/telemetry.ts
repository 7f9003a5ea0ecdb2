import type { Pools } from '../../platform/transport/pool.ts';
import type { CallRecord } from '../call-tool.ts';

/** One call of a tool, as its span tells it. */
export interface TracedCall {
  tool: string;
  workspace: string | undefined;
  transport: 'stdio' | 'http';
  /** W3C `traceparent` and `tracestate` that came with it. */
  parent: { traceparent?: string; tracestate?: string };
}

/** Traces of calls and of the requests that they make. */
export interface Telemetry {
  /** Runs a call in a span of its own; `ended` says how it went. */
  trace<Value>(call: TracedCall, run: (ended: (call: CallRecord) => void) => Promise<Value>): Promise<Value>;
  /** Gives each request of a call a span and, where it goes to a service of the platform, `traceparent`. */
  wrapPools(pools: Pools): Pools;
  /** Sends the spans that were not sent yet. */
  close(): Promise<void>;
}
