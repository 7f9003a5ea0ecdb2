import type { Runner, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { addIssue } from './build-issue.ts';
import { addRunSession } from './build-run-session.ts';
import { addSlx } from './build-slx.ts';
import { addChatConfig } from './chat-config.ts';
import { addCodeCollections } from './code-collections.ts';
import { debugSlx } from './debug-slx.ts';
import { generatedSlxs } from './generated-slxs.ts';
import { addUsers } from './users.ts';
import { WORKSPACES, type WorkspaceSeed } from './workspaces.ts';

const DAY = 86_400;

/** Fills an empty world. The first workspace gets generated SLXs beside its own, up to `slxs` in all. */
export function seedWorld(world: World, slxs: number): void {
  addUsers(world);
  const shared = runner(world, { name: 'public-runner-eu', health: 'online' }, 'public');
  for (const seed of WORKSPACES) addWorkspace(world, seed, shared);
  addCodeCollections(world);
  const [first] = world.workspaces.values();
  if (!first) return;
  for (const seed of generatedSlxs(slxs - first.slxs.size))
    addSlx(world, first, seed, runnerOf(first, shared));
}

function addWorkspace(world: World, seed: WorkspaceSeed, shared: Runner): void {
  const workspace = emptyWorkspace(world, seed);
  workspace.runners.push(...seed.runners.map((own) => runner(world, own, 'workspace')), shared);
  world.workspaces.set(workspace.name, workspace);
  for (const slxSeed of [...seed.slxs, debugSlx(seed.name)]) {
    const slx = addSlx(world, workspace, slxSeed, runnerOf(workspace, shared));
    for (const issue of slxSeed.issues ?? []) addIssue(world, workspace, slx, slxSeed.task.title, issue);
  }
  for (const session of seed.sessions) addRunSession(world, workspace, session);
  addChatConfig(world, workspace);
}

function emptyWorkspace(world: World, seed: WorkspaceSeed): Workspace {
  const created = world.timestamp(90 * DAY);
  return {
    id: world.nextId(),
    name: seed.name,
    alias: seed.alias,
    description: seed.description,
    created,
    modified: created,
    members: new Map(Object.entries(seed.members)),
    secrets: new Map(Object.entries(seed.secrets)),
    runners: [],
    slxs: new Map(),
    issues: new Map(),
    runSessions: new Map(),
    authorRuns: new Map(),
    rules: new Map(),
    commands: new Map(),
    executions: new Map(),
    incident: seed.incident ?? null,
    slackChannels: seed.slackChannels ?? null,
    personas: new Map(),
    notes: new Map(),
  };
}

function runner(
  world: World,
  { name, health }: { name: string; health: 'online' | 'stale' },
  type: Runner['type'],
): Runner {
  const silentSeconds = health === 'online' ? 20 : 5400;
  return {
    id: world.nextId(),
    uuid: world.nextUuid(),
    name,
    type,
    health,
    lastHeartbeat: world.timestamp(silentSeconds),
    created: world.timestamp(90 * DAY),
  };
}

function runnerOf(workspace: Workspace, shared: Runner): Runner {
  return workspace.runners[0] ?? shared;
}
