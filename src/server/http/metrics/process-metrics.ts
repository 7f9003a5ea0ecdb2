import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { VERSION } from '../../identity.ts';

let registry: Registry | undefined;

/**
 * Memory, processor time, descriptors, garbage collection and event loop of this process, and its version. Made once for the
 * process.
 */
export function processMetrics(): Registry {
  registry ??= createProcessMetrics();
  return registry;
}

function createProcessMetrics(): Registry {
  const register = new Registry();
  collectDefaultMetrics({ register });
  new Gauge({
    name: 'mcp_build_info',
    help: 'Always 1; the labels say which build of the server this is.',
    labelNames: ['version', 'node'],
    registers: [register],
  }).set({ version: VERSION, node: process.version }, 1);
  return register;
}
