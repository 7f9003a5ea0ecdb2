import { Ajv, type ValidateFunction } from 'ajv';
import { onTestFinished } from 'vitest';
import { BOUNDS } from '../../src/config/bounds.ts';
import { loadConfig } from '../../src/config/load.ts';
import { createLogger } from '../../src/log/logger.ts';
import { createPlatform } from '../../src/platform/platform.ts';
import { createServices } from '../../src/platform/services.ts';
import type { Pools } from '../../src/platform/transport/pool.ts';
import type { SandboxOptions } from '../../src/sandbox/start.ts';
import { callTool } from '../../src/server/call-tool.ts';
import { timeLimits } from '../../src/server/time-limits.ts';
import type { ToolDefinition } from '../../src/tool-kit/define-tool.ts';
import { publishTool } from '../../src/tool-kit/publish-tool.ts';
import { type CheckedSandbox, startCheckedSandbox } from '../contract/checked-sandbox.ts';

export interface ToolBench {
  sandbox: CheckedSandbox;
  /** What the tool answers; fails the test where it answers with an error. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
  call(tool: Tool, args: Record<string, unknown>, caller?: Caller): Promise<any>;
  /** Every text block of what the tool answers, parsed; fails the test where it answers with an error. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
  blocks(tool: Tool, args: Record<string, unknown>): Promise<any[]>;
  /** The error that the tool answers with; fails the test where it succeeds. */
  refusal(tool: Tool, args: Record<string, unknown>, caller?: Caller): Promise<ToolErrorJson>;
}

/** How a call is made, where that matters. */
export interface Caller {
  /** Cancels the call. */
  signal?: AbortSignal;
  transport?: 'stdio' | 'http';
  /** Hears the messages that tell how far the call is. */
  onProgress?(message: string): void;
  /** True where nobody is told of progress, though the test hears of it: the call has to end as for such a host. */
  impatient?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: any tool, whatever it takes.
type Tool = ToolDefinition<any>;

const ajv = new Ajv();
/** What checks the results of each tool, where it promises anything. */
const promises = new WeakMap<Tool, ValidateFunction | null>();

/** Fails the test where a reply is longer than what hosts hand on to a model. */
function withinBound(tool: Tool, blocks: readonly string[]): void {
  const bytes = Buffer.byteLength(blocks.join(''));
  if (bytes <= BOUNDS.reply.limit) return;
  throw new Error(`${tool.name} answered ${bytes} bytes, more than ${BOUNDS.reply.limit}.`);
}

/** Fails the test where a result is not what the tool's output schema promises. */
function keepsPromise(tool: Tool, structured: unknown): void {
  const kept = promises.get(tool) ?? promiseOf(tool);
  promises.set(tool, kept);
  if (kept === null || kept(structured)) return;
  throw new Error(
    `${tool.name} promises otherwise: ${ajv.errorsText(kept.errors)}: ${JSON.stringify(structured)}`,
  );
}

function promiseOf(tool: Tool): ValidateFunction | null {
  const { outputSchema } = publishTool(tool as ToolDefinition);
  return outputSchema === undefined ? null : ajv.compile(outputSchema);
}

export interface ToolErrorJson {
  code: string;
  message: string;
  hint: string;
  retryable: boolean;
  status?: number;
  detail?: Record<string, unknown>;
}

export interface BenchOptions extends SandboxOptions {
  /** Environment variables of the server. */
  environment?: Record<string, string>;
  as?: 'admin' | 'readonly' | 'outsider';
  registryUrl?: string;
  /** Another address than the sandbox's. */
  apiUrl?: string;
  /** Another token than that of the user in `as`. */
  token?: string;
  /** Puts something around the connections, such as a record of what goes through them. */
  wrapPools?(pools: Pools): Pools;
}

/**
 * A sandbox of its own, and tools called as the server calls them: arguments checked, results rendered. Nothing waits for
 * an agreement unless the environment sets MCP_CONFIRM. The test fails where a request or an answer leaves the published API descriptions.
 */
export async function toolBench(options: BenchOptions = {}): Promise<ToolBench> {
  const {
    environment = {},
    as = 'admin',
    registryUrl,
    apiUrl,
    token,
    wrapPools,
    ...sandboxOptions
  } = options;
  const sandbox = await startCheckedSandbox(sandboxOptions);
  const config = loadConfig({ environment: { MCP_CONFIRM: 'never', ...environment }, workingDirectory: '/' });
  const services = createServices(
    {
      apiUrl: apiUrl ?? sandbox.url,
      agentUrl: sandbox.url,
      appUrl: sandbox.url,
      registryUrl: registryUrl ?? sandbox.url,
      registryTimeoutMs: config.registryTimeoutS * 1000,
      airgap: config.airgap,
      proxy: {},
    },
    '0.0.0',
  );
  if (wrapPools) services.pools = wrapPools(services.pools);
  onTestFinished(async () => {
    await services.close();
    await sandbox.close();
  });
  const log = createLogger('error');
  /** Once a tool that says so has been called. */
  let mayDelete = false;
  const send = async (tool: Tool, args: Record<string, unknown>, caller: Caller = {}) => {
    const { withinMs, waitUntil } = timeLimits(
      tool,
      config,
      caller.onProgress !== undefined && !caller.impatient,
    );
    const bindContext = async () => ({
      platform: createPlatform({
        services,
        token: token ?? sandbox.tokens[as],
        toolName: tool.name,
        withinMs,
      }),
      waitUntil,
      config,
      transport: caller.transport ?? 'stdio',
      signal: caller.signal ?? new AbortController().signal,
      progress: async (_done: number, _total?: number, message = '') => caller.onProgress?.(message),
      roots: async () => [],
      log,
    });
    mayDelete ||= tool.effect === 'delete';
    const result = await callTool(tool, args, bindContext, { log });
    if (!mayDelete && sandbox.requests.some(({ method }) => method === 'DELETE'))
      throw new Error(`${tool.name} deletes, which is not its effect`);
    if (!result.isError) keepsPromise(tool, result.structuredContent);
    const blocks = (result.content as { text: string }[]).map(({ text }) => text);
    withinBound(tool, blocks);
    return { failed: result.isError === true, value: JSON.parse(blocks[0]!), blocks };
  };
  return {
    sandbox,
    async call(tool, args, caller) {
      const { failed, value } = await send(tool, args, caller);
      if (failed) throw new Error(`${tool.name} answered ${JSON.stringify(value)}`);
      return value;
    },
    async blocks(tool, args) {
      const { failed, value, blocks } = await send(tool, args);
      if (failed) throw new Error(`${tool.name} answered ${JSON.stringify(value)}`);
      return blocks.map((text) => JSON.parse(text));
    },
    async refusal(tool, args, caller) {
      const { failed, value } = await send(tool, args, caller);
      if (!failed) throw new Error(`${tool.name} succeeded with ${JSON.stringify(value)}`);
      return value.error;
    },
  };
}
