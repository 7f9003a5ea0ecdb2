import { loadConfig } from '../../src/config/load.ts';
import { createLogger } from '../../src/log/logger.ts';
import type { ToolContext } from '../../src/tool-kit/define-tool.ts';

/** The context of a tool that works without a platform; any use of the platform fails the test. */
export function localContext(given: {
  environment?: Record<string, string>;
  workingDirectory?: string;
  roots?: string[];
  transport?: 'stdio' | 'http';
}): ToolContext {
  const platform = new Proxy({} as ToolContext['platform'], {
    get: (_, service) => {
      throw new Error(`The platform was used: ${String(service)}.`);
    },
  });
  return {
    platform,
    config: loadConfig({
      environment: given.environment ?? {},
      workingDirectory: given.workingDirectory ?? process.cwd(),
    }),
    transport: given.transport ?? 'stdio',
    signal: new AbortController().signal,
    progress: async () => {},
    roots: async () => given.roots ?? [],
    log: createLogger('error'),
  };
}
