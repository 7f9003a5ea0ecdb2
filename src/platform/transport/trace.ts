/** Who asks, as the platform's own logs will show it. */
export interface Trace {
  /** Version of this package. */
  version: string;
  /** The MCP tool on whose behalf the call is made. */
  toolName: string;
  /** One id for all calls of one tool call. */
  requestId: string;
}

export function traceHeaders({ version, toolName, requestId }: Trace): Record<string, string> {
  return {
    'User-Agent': `runwhen-platform-mcp/${version}`,
    'X-RunWhen-MCP-Tool': toolName,
    'X-Request-ID': requestId,
  };
}
