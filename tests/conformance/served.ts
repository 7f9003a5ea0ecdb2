import { loadConfig } from '../../src/config/load.ts';
import { createLogger } from '../../src/log/logger.ts';
import { type StartOptions, startHttpServer } from '../../src/server/http/start.ts';
import { withToken } from './with-token.ts';

/** A server on the embedded sandbox, at an address that needs no token. */
export async function serve(options: StartOptions = {}): Promise<{ url: string; stop(): Promise<void> }> {
  const environment = { RUNWHEN_SANDBOX: 'true', MCP_PORT: '0', MCP_TRANSPORT: 'http' };
  const config = loadConfig({ environment, workingDirectory: process.cwd() });
  const server = await startHttpServer(config, createLogger('error'), options);
  const front = await withToken(server.url, server.sandboxToken!);
  return {
    url: front.url,
    stop: async () => {
      front.close();
      await server.stop();
    },
  };
}
