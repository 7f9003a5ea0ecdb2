import type { Pools } from '../../../platform/transport/pool.ts';
import type { CallRecord } from '../../call-tool.ts';
import { counter, gaugeText, histogram } from './text-format.ts';

/** What the process has done since it started; no label tells one caller from another. */
export interface Metrics {
  recordCall(call: CallRecord): void;
  /** Counts what goes through these connections. */
  countRequests(pools: Pools): Pools;
  /** In the Prometheus text format. */
  text(inFlight: number): string;
}

export const METRICS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** From a cached read to a run that is waited for. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

export function createMetrics(): Metrics {
  const calls = counter(
    'mcp_tool_calls_total',
    'Tool calls by tool and outcome (ok, or the code of the error).',
  );
  const durations = histogram('mcp_tool_call_duration_seconds', 'How long tool calls took.', SECONDS);
  const requests = counter('runwhen_requests_total', 'Requests to the platform by method and status.');
  return {
    recordCall: ({ tool, outcome, code, durationMs }) => {
      calls.add({ tool, outcome: code ?? outcome }, 1);
      durations.add({ tool }, durationMs / 1000);
    },
    countRequests: (pools) => ({
      ...pools,
      send: async (url, request) => {
        const count = (status: string) => requests.add({ method: request.method, status }, 1);
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
    text: (inFlight) =>
      [
        calls.text(),
        durations.text(),
        requests.text(),
        gaugeText('mcp_requests_in_flight', 'MCP requests that are being worked on.', inFlight),
      ].join(''),
  };
}
