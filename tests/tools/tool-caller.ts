import { onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { createPlatform } from '../../src/platform/platform.ts';
import { createServices } from '../../src/platform/services.ts';
import type { SandboxOptions } from '../../src/sandbox/start.ts';
import { callTool } from '../../src/server/call-tool.ts';
import { createLogger } from '../../src/server/logger.ts';
import type { ToolDefinition } from '../../src/tools/define-tool.ts';
import { type CheckedSandbox, startCheckedSandbox } from '../contract/checked-sandbox.ts';

export interface ToolBench {
  sandbox: CheckedSandbox;
  /** What the tool answers; fails the test where it answers with an error. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
  call(tool: Tool, args: Record<string, unknown>): Promise<any>;
  /** The error that the tool answers with; fails the test where it succeeds. */
  refusal(tool: Tool, args: Record<string, unknown>): Promise<ToolErrorJson>;
}

// biome-ignore lint/suspicious/noExplicitAny: any tool, whatever it takes.
type Tool = ToolDefinition<any>;

export interface ToolErrorJson {
  code: string;
  message: string;
  hint: string;
  status?: number;
  detail?: Record<string, unknown>;
}

export interface BenchOptions extends SandboxOptions {
  /** Environment variables of the server. */
  environment?: Record<string, string>;
  as?: 'admin' | 'readonly' | 'outsider';
  registryUrl?: string;
}

/**
 * A sandbox of its own, and tools called as the server calls them: arguments checked, results rendered. The test
 * fails where a request or an answer leaves the published API descriptions.
 */
export async function toolBench(options: BenchOptions = {}): Promise<ToolBench> {
  const { environment = {}, as = 'admin', registryUrl, ...sandboxOptions } = options;
  const sandbox = await startCheckedSandbox(sandboxOptions);
  const config = loadConfig({ environment, workingDirectory: '/' });
  const services = createServices(
    {
      apiUrl: sandbox.url,
      agentUrl: sandbox.url,
      appUrl: sandbox.url,
      registryUrl: registryUrl ?? sandbox.url,
      registryTimeoutMs: 5000,
      airgap: config.airgap,
      proxy: {},
    },
    '0.0.0',
  );
  onTestFinished(async () => {
    await services.close();
    await sandbox.close();
  });
  const log = createLogger('error');
  const send = async (tool: Tool, args: Record<string, unknown>) => {
    const bindContext = async () => ({
      platform: createPlatform({ services, token: sandbox.tokens[as], toolName: tool.name }),
      config,
      transport: 'stdio' as const,
      signal: new AbortController().signal,
      progress: async () => {},
      roots: async () => [],
      log,
    });
    const result = await callTool(tool, args, bindContext, { log });
    const [content] = result.content as { text: string }[];
    return { failed: result.isError === true, value: JSON.parse(content!.text) };
  };
  return {
    sandbox,
    async call(tool, args) {
      const { failed, value } = await send(tool, args);
      if (failed) throw new Error(`${tool.name} answered ${JSON.stringify(value)}`);
      return value;
    },
    async refusal(tool, args) {
      const { failed, value } = await send(tool, args);
      if (!failed) throw new Error(`${tool.name} succeeded with ${JSON.stringify(value)}`);
      return value.error;
    },
  };
}
