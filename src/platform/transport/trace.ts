/** Who makes a request, for the platform's own logs. */
export interface Trace {
  /** Version of this package. */
  version: string;
  /** The MCP tool on whose behalf the call is made. */
  toolName: string;
  /** One id for all requests of one tool call. */
  requestId: string;
}

export function traceHeaders({ version, toolName, requestId }: Trace): Record<string, string> {
  return {
    'User-Agent': `runwhen-platform-mcp/${version}`,
    'X-RunWhen-MCP-Tool': printable(toolName),
    'X-Request-ID': printable(requestId),
  };
}

/** A header can hold nothing else, and the id may come from outside. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '');
}
