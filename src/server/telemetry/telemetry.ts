import type { Pools } from '../../platform/transport/pool.ts';
import type { CallRecord } from '../call-tool.ts';

/** One tool call, as its span describes it. */
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
  /** Gives each request of a call a span and, for services of the platform, a `traceparent` header. */
  wrapPools(pools: Pools): Pools;
  /** Sends the spans that have not been sent. */
  close(): Promise<void>;
}
