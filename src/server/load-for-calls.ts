import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

/** Requests that a host sends together with the list of tools are answered first. */
const AFTER_MS = 50;

/** In the order in which a call needs them. */
const MODULES = [
  () => import('./find-tool.ts'),
  () => import('./call-tool.ts'),
  () => import('../platform/platform.ts'),
  () => import('../platform/services.ts'),
  () => import('../platform/app-url.ts'),
  () => import('../platform/transport/http-client.ts'),
];

/**
 * Loads what calls need while nobody is waiting, one module after another, so that requests in between are answered. Never
 * throws: the call that needs a module reports that it cannot be loaded.
 */
export async function loadForCalls(): Promise<void> {
  await sleep(AFTER_MS, undefined, { ref: false });
  for (const load of MODULES) {
    await load().catch(() => undefined);
    await turn();
  }
}
