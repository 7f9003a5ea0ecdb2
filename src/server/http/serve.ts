import type { Config } from '../../config/schema.ts';
import { createLogger } from '../../log/logger.ts';
import { writeToStderr } from '../../log/stderr.ts';
import { endProcess, signalToEnd } from '../end-process.ts';
import { loadForCalls } from '../load-for-calls.ts';
import { isLoopback } from './addresses.ts';
import { configurationProblem } from './health.ts';
import { protectsHosts } from './hosts.ts';
import { type HttpServer, startHttpServer } from './start.ts';

/**
 * Serves MCP over HTTP until the process is told to stop, then shuts down in order. Exits with code 1 when it cannot listen.
 */
export async function serveOverHttp(config: Config): Promise<number> {
  const log = createLogger(config.logLevel);
  let server: HttpServer;
  try {
    server = await startHttpServer(config, log);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== 'listen') throw error;
    writeToStderr(`runwhen-platform-mcp: cannot listen: ${(error as Error).message}\n`);
    return 1;
  }
  // Listen for the signal first: whoever reads that the server is up may stop it at once.
  const told = signalToEnd();
  announce(config, server);
  void loadForCalls();
  const signal = await told;
  log.info('stopping', { signal });
  // Whoever asks twice does not want to wait for calls in flight.
  await Promise.race([server.stop(), signalToEnd()]);
  return endProcess(0);
}

/** What an operator needs to see whatever the log level. */
function announce(config: Config, { url, sandboxToken }: HttpServer): void {
  const log = createLogger('info');
  log.info('listening', { url });
  if (sandboxToken) {
    const loopback = isLoopback(config.host);
    log.info('sandbox', {
      token: sandboxToken,
      executes_scripts: loopback,
      ...(loopback
        ? {
            loopback_only:
              'It executes scripts for whoever reaches it. Another MCP_HOST serves it without scripts.',
          }
        : {}),
    });
  }
  if (!config.hostOriginProtection) {
    const followed = !protectsHosts(config);
    log.warn(followed ? 'hosts_and_origins_unchecked' : 'hosts_and_origins_checked', {
      effect: followed
        ? 'MCP_HOST_ORIGIN_PROTECTION=false: any Host and Origin is answered, so a proxy must check them.'
        : 'MCP_HOST_ORIGIN_PROTECTION=false is not followed: it needs MCP_BASE_URL, and neither loopback nor the sandbox.',
    });
  }
  const problem = configurationProblem(config);
  if (problem) log.error('misconfigured', { problem });
  if (!isLoopback(config.host) && !config.baseUrl && config.allowedHosts.length === 0) {
    const cure = 'Set MCP_BASE_URL or MCP_ALLOWED_HOSTS to the name that clients use.';
    log.warn('only_loopback_hosts', {
      effect: 'Requests for any host name but localhost are refused (421).',
      cure,
    });
  }
}
