import { Readable, Writable } from 'node:stream';
import type { Config } from '../../config/schema.ts';
import { createLogger } from '../../log/logger.ts';
import { createRehearsalPools } from '../../platform/transport/rehearsal.ts';
import { converse } from './converse.ts';

const CLIENT = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'rehearsal', version: '1' },
};

const LINES = [
  { id: 1, method: 'initialize', params: CLIENT },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/call', params: { name: 'list_workspaces', arguments: {} } },
]
  .map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  .join('');

/**
 * Converses with itself over connections that reach nobody, and resolves with what was answered. The first call of a process
 * takes ten times as long as the second, since its code is compiled while it runs; after this it does not.
 */
export async function rehearse(config: Config): Promise<string> {
  let answers = '';
  const output = new Writable({
    write: (chunk, _encoding, done) => {
      answers += chunk;
      done();
    },
  });
  await converse({
    config: {
      ...config,
      apiUrl: 'http://rehearsal.invalid',
      token: 'rehearsal',
      sandbox: false,
      readOnly: false,
      toolsets: [],
      tools: [],
      excludeTools: [],
      telemetry: 'off',
      toolTrace: false,
    },
    log: createLogger('error', () => {}),
    trail: undefined,
    signalled: new Promise(() => {}),
    input: Readable.from([Buffer.from(LINES)]),
    output,
    opened: { read: Buffer.alloc(0), answered: undefined },
    pools: createRehearsalPools(),
  });
  return answers;
}
