import { onTestFinished } from 'vitest';
import type { PlatformEndpoints } from '../../src/platform/endpoints.ts';
import { createPlatform } from '../../src/platform/platform.ts';
import { createServices, type PlatformServices } from '../../src/platform/services.ts';
import { createRequester } from '../../src/platform/transport/create-requester.ts';

/** Looks like nothing else, so that finding any part of it in an error is a leak. */
export const TOKEN = 'tok-5ecret-9f8e7d6c5b4a';

export const never = new AbortController().signal;

/** Services whose connections end with the test. */
export function servicesAt(url: string, endpoints: Partial<PlatformEndpoints> = {}): PlatformServices {
  const services = createServices(
    {
      apiUrl: url,
      agentUrl: url,
      appUrl: 'https://app.test.runwhen.com',
      registryUrl: url,
      registryTimeoutMs: 5000,
      airgap: false,
      proxy: {},
      ...endpoints,
    },
    '9.9.9',
  );
  onTestFinished(() => services.close());
  return services;
}

export function platformAt(url: string, endpoints: Partial<PlatformEndpoints> = {}) {
  return createPlatform({ services: servicesAt(url, endpoints), token: TOKEN, toolName: 'some_tool' });
}

export function requesterAt(url: string, endpoints: Partial<PlatformEndpoints> = {}, token = TOKEN) {
  const { pools, endpoints: all, version } = servicesAt(url, endpoints);
  return createRequester({
    endpoints: all,
    pools,
    token,
    trace: { version, toolName: 'some_tool', requestId: 'r-1' },
  });
}

/** What a promise rejects with; fails the test where it does not. */
export async function rejection(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error('did not reject');
}
