import type { Config } from '../config/schema.ts';
import type { Platform } from '../platform/platform.ts';
import type { PlatformServices } from '../platform/services.ts';
import type { Incident } from '../platform/transport/incident.ts';
import type { Pools } from '../platform/transport/pool.ts';
import type { ToolDefinition } from '../tool-kit/define-tool.ts';
import { VERSION } from './identity.ts';

/** What stands behind the tools: the platform, or the sandbox in its place. */
export interface Backend {
  /**
   * The services with one caller's credentials, for one tool call. Without a token, requests that need one say what to set;
   * in the sandbox, its own token is used.
   */
  platform(caller: {
    token: string | undefined;
    tool: Pick<ToolDefinition, 'name'>;
    requestId?: string;
    /** How long all requests of the call together may take, in milliseconds. */
    withinMs?: number | undefined;
    /** Called about requests that are slow or retried, while they go on. */
    tell?: ((incident: Incident) => void) | undefined;
  }): Promise<Platform>;
  /** Opens both what all callers share and the sandbox, whose token it gives where there is one. */
  open(): Promise<{ services: PlatformServices; sandboxToken: string | undefined }>;
  /** Closes every connection, and stops the sandbox with everything that runs in it. */
  close(): Promise<void>;
}

export interface BackendOptions {
  /** False keeps the sandbox from executing scripts. */
  executeScripts?: boolean;
  /** True where the caller of each request brings the token. */
  callersBringTokens?: boolean;
  /** Wraps the connections, for example to count requests. */
  wrapPools?(pools: Pools): Pools | Promise<Pools>;
}

/** Nothing is opened until the first call needs the platform. */
export function createBackend(config: Config, options: BackendOptions = {}): Backend {
  let opened: ReturnType<typeof open> | undefined;
  const opening = () => {
    opened ??= open(config, options);
    return opened;
  };
  return {
    platform: async ({ token, tool, requestId, withinMs, tell }) => {
      const { createPlatform, services, sandbox } = await opening();
      return createPlatform({
        services,
        token: token ?? sandbox?.token,
        toolName: tool.name,
        requestId,
        withinMs,
        tell,
      });
    },
    open: async () => {
      const { services, sandbox } = await opening();
      return { services, sandboxToken: sandbox?.token };
    },
    close: async () => {
      const { services, sandbox } = (await opened) ?? {};
      await Promise.all([services?.close(), sandbox?.close()]);
    },
  };
}

async function open(config: Config, { executeScripts, callersBringTokens, wrapPools }: BackendOptions) {
  const [{ createPlatform }, { createServices }, { agentUrlOf, appUrlOf }] = await Promise.all([
    import('../platform/platform.ts'),
    import('../platform/services.ts'),
    import('../platform/app-url.ts'),
  ]);
  const sandbox = config.sandbox ? await startSandbox(config, executeScripts) : undefined;
  const apiUrl = sandbox?.url ?? config.apiUrl ?? '';
  const services = createServices(
    {
      apiUrl,
      agentUrl: sandbox?.url ?? config.agentUrl ?? agentUrlOf(apiUrl),
      appUrl: sandbox?.url ?? config.appUrl ?? appUrlOf(apiUrl),
      registryUrl: sandbox?.url ?? config.registryUrl,
      registryTimeoutMs: config.registryTimeoutS * 1000,
      airgap: config.airgap,
      proxy: sandbox ? {} : config.proxy,
      callersBringTokens,
    },
    VERSION,
  );
  if (wrapPools) services.pools = await wrapPools(services.pools);
  return { createPlatform, services, sandbox };
}

async function startSandbox(config: Config, executeScripts: boolean | undefined) {
  const { startSandbox } = await import('../sandbox/start.ts');
  const { oauthClientId: clientId, oauthClientSecret: clientSecret, baseUrl } = config;
  const redirectUris = baseUrl ? [`${baseUrl}/auth/callback`] : [];
  return startSandbox({
    slxs: config.sandboxSlxs,
    executeScripts,
    oauth: { redirectUris, ...(clientId ? { clientId } : {}), ...(clientSecret ? { clientSecret } : {}) },
  });
}
