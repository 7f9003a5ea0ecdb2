import type { SandboxApp } from '../app.ts';
import type { World } from '../world.ts';
import { artifactRoutes } from './artifacts.ts';
import { chatCommandRoutes } from './chat-commands.ts';
import { chatRuleRoutes } from './chat-rules.ts';
import { noteRoutes } from './notes.ts';
import { personaRoutes } from './personas.ts';
import { registryRoutes } from './registry.ts';

/** Mounts every route of PAPI, AgentFarm and the Registry. */
export function mountRoutes(app: SandboxApp, world: World): void {
  artifactRoutes(app, world);
  chatCommandRoutes(app, world);
  chatRuleRoutes(app, world);
  noteRoutes(app, world);
  personaRoutes(app, world);
  registryRoutes(app);
}
