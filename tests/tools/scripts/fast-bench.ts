import { type BenchOptions, type ToolBench, toolBench } from '../tool-caller.ts';

/** A bench that looks at its runs often and does not wait for results to settle. */
export function fastBench({ environment, ...options }: BenchOptions = {}): Promise<ToolBench> {
  return toolBench({
    ...options,
    environment: { MCP_POLL_INTERVAL_S: '0.1', MCP_ARTIFACT_SETTLE_DELAY_S: '0', ...environment },
  });
}

/** Requests that changed something on the platform, as `METHOD path`. */
export function writesOf({ sandbox }: ToolBench): string[] {
  return sandbox.requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);
}

/** The body of the one request with that method and path. */
export function bodyOf({ sandbox }: ToolBench, method: string, path: RegExp): Record<string, unknown> {
  const found = sandbox.requests.filter((request) => request.method === method && path.test(request.path));
  if (found.length !== 1) throw new Error(`${found.length} requests ${method} ${path}`);
  return found[0]!.body as Record<string, unknown>;
}
