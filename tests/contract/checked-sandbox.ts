import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start.ts';
import { violationsOf } from './check-exchange.ts';

export interface CheckedSandbox extends Sandbox {
  /** Where requests or answers left the published API descriptions, so far. */
  violations: string[];
}

/**
 * A sandbox that holds everything sent to it, and everything it answers, against the published API descriptions.
 * `close` throws when anything left them.
 */
export async function startCheckedSandbox(options: SandboxOptions = {}): Promise<CheckedSandbox> {
  const violations: string[] = [];
  const sandbox = await startSandbox({
    ...options,
    observe(exchange) {
      violations.push(...violationsOf(exchange));
      options.observe?.(exchange);
    },
  });
  return {
    ...sandbox,
    violations,
    async close() {
      await sandbox.close();
      if (violations.length === 0) return;
      throw new Error(`Not as the published API describes:\n${[...new Set(violations)].join('\n')}`);
    },
  };
}
