import { createPlatform, type Platform } from '../src/platform/platform.ts';
import { createServices } from '../src/platform/services.ts';

/** The product's own platform clients at one origin, and how to end their connections. */
export function platformAt(url: string, token: string): { platform: Platform; close(): Promise<void> } {
  const services = createServices(
    {
      apiUrl: url,
      agentUrl: url,
      appUrl: url,
      registryUrl: url,
      registryTimeoutMs: 10_000,
      airgap: false,
      proxy: {},
    },
    '0.0.0',
  );
  return {
    platform: createPlatform({ services, token, toolName: 'bench' }),
    close: () => services.close(),
  };
}

export const signal = new AbortController().signal;
