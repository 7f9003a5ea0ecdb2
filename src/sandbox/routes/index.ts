import type { SandboxApp } from '../app.ts';
import type { World } from '../world.ts';
import { artifactRoutes } from './artifacts.ts';
import { authorRunRoutes } from './author-runs.ts';
import { chatRoutes } from './chat.ts';
import { chatCommandRoutes } from './chat-commands.ts';
import { chatRuleRoutes } from './chat-rules.ts';
import { codeCollectionRoutes } from './code-collections.ts';
import { issueRoutes } from './issues.ts';
import { locationRoutes } from './locations.ts';
import { noteRoutes } from './notes.ts';
import { personaRoutes } from './personas.ts';
import { registryRoutes } from './registry.ts';
import { runRequestRoutes } from './run-requests.ts';
import { runSessionRoutes } from './run-sessions.ts';
import { secretRoutes } from './secrets.ts';
import { sliRunRoutes } from './sli-runs.ts';
import { slxMetricsRoutes } from './slx-metrics.ts';
import { slxRoutes } from './slxs.ts';
import { syncRoutes } from './sync.ts';
import { userRoutes } from './users.ts';
import { workspaceSearchRoutes } from './workspace-search.ts';
import { workspaceRoutes } from './workspaces.ts';

/** Mounts every route of PAPI, AgentFarm and the Registry. */
export function mountRoutes(app: SandboxApp, world: World): void {
  artifactRoutes(app, world);
  authorRunRoutes(app, world);
  chatCommandRoutes(app, world);
  chatRuleRoutes(app, world);
  noteRoutes(app, world);
  personaRoutes(app, world);
  registryRoutes(app);
  codeCollectionRoutes(app, world);
  chatRoutes(app, world);
  issueRoutes(app, world);
  locationRoutes(app, world);
  runRequestRoutes(app, world);
  runSessionRoutes(app, world);
  secretRoutes(app, world);
  sliRunRoutes(app, world);
  slxMetricsRoutes(app, world);
  slxRoutes(app, world);
  syncRoutes(app, world);
  userRoutes(app, world);
  workspaceSearchRoutes(app, world);
  workspaceRoutes(app, world);
}
