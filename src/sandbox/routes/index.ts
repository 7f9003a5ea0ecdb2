import type { SandboxApp } from '../app.ts';
import type { World } from '../world.ts';
import { artifactRoutes } from './artifacts.ts';
import { chatCommandRoutes } from './chat-commands.ts';
import { chatRuleRoutes } from './chat-rules.ts';
import { issueRoutes } from './issues.ts';
import { noteRoutes } from './notes.ts';
import { personaRoutes } from './personas.ts';
import { registryRoutes } from './registry.ts';
import { runRequestRoutes } from './run-requests.ts';
import { runSessionRoutes } from './run-sessions.ts';
import { slxRoutes } from './slxs.ts';
import { userRoutes } from './users.ts';
import { workspaceSearchRoutes } from './workspace-search.ts';
import { workspaceRoutes } from './workspaces.ts';

/** Mounts every route of PAPI, AgentFarm and the Registry. */
export function mountRoutes(app: SandboxApp, world: World): void {
  artifactRoutes(app, world);
  chatCommandRoutes(app, world);
  chatRuleRoutes(app, world);
  noteRoutes(app, world);
  personaRoutes(app, world);
  registryRoutes(app);
  issueRoutes(app, world);
  runRequestRoutes(app, world);
  runSessionRoutes(app, world);
  slxRoutes(app, world);
  userRoutes(app, world);
  workspaceSearchRoutes(app, world);
  workspaceRoutes(app, world);
}
