import type { SandboxApp } from '../app.ts';
import type { World } from '../world.ts';
import { artifactRoutes } from './artifacts.ts';

/** Mounts every route of PAPI, AgentFarm and the Registry. */
export function mountRoutes(app: SandboxApp, world: World): void {
  artifactRoutes(app, world);
}
