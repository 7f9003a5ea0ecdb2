import { Writable } from 'node:stream';
import type { Config } from '../../config/schema.ts';
import { createLogger, type Logger } from '../../log/logger.ts';
import { endProcess, signalToEnd } from '../end-process.ts';
import { answerOpening } from './opening.ts';

/**
 * Serves MCP on standard input and output until the input closes or the process is told to stop; then closes
 * what is open and ends the process. Nothing but protocol messages reaches standard output.
 */
export async function serveOverStdio(config: Config): Promise<never> {
  const log = createLogger(config.logLevel);
  const trail = await openAuditTrail(config, log);
  const signalled = signalToEnd();
  const output = claimStdout();
  const opened = await Promise.race([answerOpening(config, process.stdin, output), signalled]);
  if (typeof opened === 'string') {
    log.info('stopping', { reason: opened });
    return endProcess(0);
  }
  const { z } = await import('zod');
  // Before there are schemas. One caller: what is spared by not compiling a parser for each message is spared here.
  z.config({ jitless: true });
  const { converse } = await import('./converse.ts');
  const prepare = async () => {
    const { rehearse } = await import('./rehearse.ts');
    await rehearse(config).catch((error) => log.warn('rehearsal_failed', { error: String(error) }));
  };
  await converse({ config, log, trail, signalled, input: process.stdin, output, opened, prepare });
  return endProcess(0);
}

/** Its code is loaded only where there is an audit log. */
async function openAuditTrail(config: Config, log: Logger) {
  if (config.auditLog === undefined) return undefined;
  return (await import('../audit/audit-trail.ts')).createAuditTrail(config, 'stdio', log);
}

/** Reserves the real standard output for the protocol; whatever else writes there goes to standard error. */
function claimStdout(): Writable {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  const output = new Writable({
    write: (chunk, _encoding, done) => void write(chunk, (error) => done(error)),
  });
  process.stdout.on('error', (error) => output.destroy(error));
  // Whoever reads from it hears of it too; between two of them nobody does.
  output.on('error', () => {});
  return output;
}
