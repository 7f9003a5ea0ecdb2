import type { Config } from '../config/schema.ts';
import type { Platform } from '../platform/platform.ts';
import { VERSION } from './identity.ts';

/** What stands behind the tools: the platform, or the sandbox in its place. */
export interface Backend {
  /**
   * The services with one caller's credentials. Without a token, calls that need one say what to set; in the
   * sandbox a missing token is the sandbox's own.
   */
  platform(caller: { token: string | undefined; tool: string }): Promise<Platform>;
  /** Ends every connection, and the sandbox with all that runs in it. */
  close(): Promise<void>;
}

/** Opens nothing until the first call asks for a platform. */
export function createBackend(config: Config): Backend {
  let opened: ReturnType<typeof open> | undefined;
  return {
    platform: async ({ token, tool }) => {
      opened ??= open(config);
      const { createPlatform, services, sandbox } = await opened;
      return createPlatform({ services, token: token ?? sandbox?.token, toolName: tool });
    },
    close: async () => {
      const { services, sandbox } = (await opened) ?? {};
      await Promise.all([services?.close(), sandbox?.close()]);
    },
  };
}

async function open(config: Config) {
  const [{ createPlatform }, { createServices }, { agentUrlOf, appUrlOf }] = await Promise.all([
    import('../platform/platform.ts'),
    import('../platform/services.ts'),
    import('../platform/app-url.ts'),
  ]);
  const sandbox = config.sandbox ? await startSandbox(config) : undefined;
  const apiUrl = sandbox?.url ?? config.apiUrl;
  const services = createServices(
    {
      apiUrl,
      agentUrl: sandbox?.url ?? config.agentUrl ?? agentUrlOf(apiUrl),
      appUrl: sandbox?.url ?? config.appUrl ?? appUrlOf(apiUrl),
      registryUrl: sandbox?.url ?? config.registryUrl,
      registryTimeoutMs: config.registryTimeoutS * 1000,
      airgap: config.airgap,
      proxy: sandbox ? {} : config.proxy,
    },
    VERSION,
  );
  return { createPlatform, services, sandbox };
}

async function startSandbox(config: Config) {
  const { startSandbox } = await import('../sandbox/start.ts');
  return startSandbox({ slxs: config.sandboxSlxs });
}
