import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

/** What a host asks together with the list of tools is answered first. */
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
 * Loads what calls need while nobody waits for it, one module after another, so that a request in between is answered.
 * Never throws: what cannot be loaded is told by the call that needs it.
 */
export async function loadForCalls(): Promise<void> {
  await sleep(AFTER_MS, undefined, { ref: false });
  for (const load of MODULES) {
    await load().catch(() => undefined);
    await turn();
  }
}
