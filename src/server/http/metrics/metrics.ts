import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Pools } from '../../../platform/transport/pool.ts';
import type { CallRecord } from '../../call-tool.ts';
import { processMetrics } from './process-metrics.ts';

/** What the process has done since it started; no label distinguishes callers. */
export interface Metrics {
  recordCall(call: CallRecord): void;
  /** `route` is one of the server's own paths, or `other`. */
  recordRequest(request: { route: string; method: string; status: number }): void;
  /** Counts the requests over these connections. */
  countRequests(pools: Pools): Pools;
  /** In the Prometheus text format. */
  text(inFlight: number): Promise<string>;
}

export const METRICS_CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** From a cached read to a run that is waited for. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

/** Other methods are counted under one name, since a client can send any word. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function createMetrics(): Metrics {
  const registers = [new Registry()];
  const calls = new Counter({
    name: 'mcp_tool_calls_total',
    help: 'Tool calls by tool and outcome (ok, or the code of the error).',
    labelNames: ['tool', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'mcp_tool_call_duration_seconds',
    help: 'How long tool calls took.',
    labelNames: ['tool'],
    buckets: SECONDS,
    registers,
  });
  const answered = new Counter({
    name: 'mcp_http_requests_total',
    help: 'HTTP requests by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    registers,
  });
  const requests = new Counter({
    name: 'runwhen_requests_total',
    help: 'Requests to the platform by method and status.',
    labelNames: ['method', 'status'],
    registers,
  });
  const inFlight = new Gauge({
    name: 'mcp_requests_in_flight',
    help: 'MCP requests that are being worked on.',
    registers,
  });
  return {
    recordCall: ({ tool, outcome, code, durationMs }) => {
      calls.inc({ tool, outcome: code ?? outcome });
      durations.observe({ tool }, durationMs / 1000);
    },
    recordRequest: ({ route, method, status }) =>
      answered.inc({ route, method: METHODS.has(method) ? method : 'other', status }),
    countRequests: (pools) => ({
      ...pools,
      send: async (url, request) => {
        const count = (status: string) => requests.inc({ method: request.method, status });
        try {
          const reply = await pools.send(url, request);
          count(`${reply.statusCode}`);
          return reply;
        } catch (error) {
          count('failed');
          throw error;
        }
      },
    }),
    text: async (now) => {
      inFlight.set(now);
      return Registry.merge([...registers, processMetrics()]).metrics();
    },
  };
}
