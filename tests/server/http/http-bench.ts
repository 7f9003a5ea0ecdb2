import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { createLogger } from '../../../src/log/logger.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/start.ts';
import { type HttpServer, type StartOptions, startHttpServer } from '../../../src/server/http/start.ts';

/** An MCP server over HTTP in front of a platform. */
export interface HttpBench extends HttpServer {
  /** Address without `/mcp`. */
  origin: string;
  /** Every line that was logged, of every level. */
  logs: string[];
  close(): Promise<void>;
}

export interface BenchOptions extends StartOptions {
  environment?: Record<string, string>;
}

/** The server for a platform that answers at one address. Whoever starts it ends it. */
export async function serve(platformUrl: string, options: BenchOptions = {}): Promise<HttpBench> {
  const { environment = {}, ...rest } = options;
  const logs: string[] = [];
  const config = loadConfig({
    environment: {
      MCP_PORT: '0',
      MCP_AUDIT_LOG: 'off',
      MCP_POLL_INTERVAL_S: '0.1',
      RW_API_URL: platformUrl,
      RUNWHEN_AGENT_URL: platformUrl,
      RUNWHEN_APP_URL: platformUrl,
      RUNWHEN_REGISTRY_URL: platformUrl,
      ...environment,
    },
    workingDirectory: '/',
  });
  const log = createLogger('debug', (line) => logs.push(line));
  const server = await startHttpServer(config, log, { finishWithinMs: 0, ...rest });
  return { ...server, origin: new URL(server.url).origin, logs, close: server.stop };
}

/** The server in front of a sandbox of its own; both end with the test. */
export async function httpBench(
  options: BenchOptions & { sandbox?: SandboxOptions } = {},
): Promise<HttpBench & { sandbox: Sandbox }> {
  const { sandbox: sandboxOptions, ...rest } = options;
  const sandbox = await startSandbox(sandboxOptions);
  const bench = await serve(sandbox.url, rest);
  onTestFinished(async () => {
    await bench.close();
    await sandbox.close();
  });
  return { ...bench, sandbox };
}

export const authorized = (token: string) => ({ authorization: `Bearer ${token}` });

/** Posts one message as a client of an earlier protocol does. */
export function post(
  url: string,
  body: unknown,
  { headers = {}, signal }: { headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal,
  });
}

/** All that the server says, until it closes the connection, to a client that sends this and then nothing more. */
export function sendRaw(origin: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('utf8').on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}

/** The message that calls a tool. */
export const toolCall = (
  name: string,
  args: Record<string, unknown> = {},
  _meta?: Record<string, unknown>,
) => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name, arguments: args, ...(_meta ? { _meta } : {}) },
});

/** Calls a tool and gives the parsed text of its answer. */
export async function callTool(
  url: string,
  token: string,
  name: string,
  args: Record<string, unknown> = {},
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
): Promise<any> {
  const reply = await post(url, toolCall(name, args), { headers: authorized(token) });
  const message = lastMessage(await reply.text());
  return JSON.parse(message.result.content[0].text);
}

/** The last message of an event stream. */
// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
export function lastMessage(stream: string): any {
  const data = stream.split('\n').filter((line) => line.startsWith('data: {'));
  return JSON.parse(data.at(-1)!.slice('data: '.length));
}
