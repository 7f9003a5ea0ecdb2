/** The server as a host is to start or reach it. */
export type ServerEntry =
  | { command: string; args: readonly string[]; env: Readonly<Record<string, string>> }
  | { url: string; headers: Readonly<Record<string, string>> };

/** Seconds that a host is asked to wait for one tool: longer than this server waits for a run. */
export const TOOL_SECONDS = 330;

/** The `mcpServers` form that most hosts share. */
export function plainEntry(server: ServerEntry): object {
  return 'url' in server
    ? { url: server.url, ...headersOf(server) }
    : { command: server.command, args: server.args, ...envOf(server) };
}

/** The same with its transport named. */
export function typedEntry(server: ServerEntry): object {
  return { type: 'url' in server ? 'http' : 'stdio', ...plainEntry(server) };
}

export const headersOf = ({ headers }: { headers: Readonly<Record<string, string>> }) =>
  Object.keys(headers).length > 0 ? { headers } : {};

export const envOf = ({ env }: { env: Readonly<Record<string, string>> }, name = 'env') =>
  Object.keys(env).length > 0 ? { [name]: env } : {};
