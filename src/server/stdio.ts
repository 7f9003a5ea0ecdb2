import { Writable } from 'node:stream';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Config } from '../config/schema.ts';
import { createLogger } from '../log/logger.ts';
import { createBackend } from './backend.ts';
import { createServer } from './create-server.ts';
import { traceCalls } from './trace-calls.ts';

/** Longest time that an orderly end may take; then the process ends all the same. */
const STOP_WITHIN_MS = 800;

/**
 * Serves MCP on standard input and output until the input closes or the process is told to stop; then closes
 * what is open and ends the process. Nothing but protocol messages reaches standard output.
 */
export async function serveOverStdio(config: Config): Promise<never> {
  const log = createLogger(config.logLevel);
  const backend = createBackend(config);
  const handle = serveStdio(
    ({ era }) =>
      createServer({
        config,
        era,
        transport: 'stdio',
        log,
        ...traceCalls(config),
        platformFor: (_request, tool) => backend.platform({ token: config.token, tool }),
      }),
    {
      transport: new StdioServerTransport(process.stdin, claimStdout()),
      onerror: (error) => log.warn('protocol_error', { error: error.message }),
    },
  );
  log.info('stopping', { reason: await toldToStop() });
  setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
  await Promise.allSettled([handle.close(), backend.close()]);
  process.exit(0);
}

function toldToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close']) process.stdin.once(event, () => resolve('standard input closed'));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
    process.stdout.once('error', () => resolve('standard output closed'));
  });
}

/** The real standard output for the protocol alone; whatever else writes there goes to standard error. */
function claimStdout(): Writable {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  return new Writable({
    write: (chunk, _encoding, done) => void write(chunk, (error) => done(error)),
  });
}
