import type { Runbook, Slx, User, Workspace } from '../state/records.ts';
import type { JsonObject } from '../state/values.ts';
import { fullName, runbookSpec, tasksOf } from './slx.ts';

/** A workspace as the platform answers it; `detail` adds the SLXs and the spec. */
export function workspaceView(workspace: Workspace, caller: User, detail: boolean): JsonObject {
  const owner = ownerEmail(workspace);
  return {
    id: workspace.id,
    name: workspace.name,
    alias: workspace.alias,
    description: workspace.description,
    repo: null,
    org: null,
    openIssuesCount: openIssues(workspace).length,
    numberOfTools: [...workspace.slxs.values()].filter((slx) => slx.runbook).length,
    personas: [...workspace.personas.values()].map((persona) => ({
      name: fullName(workspace, persona.shortName),
      fullName: persona.fullName,
      avatarUrl: persona.avatarUrl ?? '',
    })),
    users: [...workspace.members].map(([email, role]) => ({ role, email })),
    scrubberConfig: 'SCRUB_NONE',
    enabledLocations: workspace.runners.map((runner) => runner.name),
    configProvided: [],
    createdAt: workspace.created,
    updatedAt: workspace.modified,
    anonymousMode: false,
    ownerEmail: owner,
    userRole: workspace.members.get(caller.email) ?? null,
    ...(detail && detailFields(workspace)),
  };
}

export function openIssues(workspace: Workspace) {
  return [...workspace.issues.values()].filter((issue) => issue.openSince !== null);
}

function ownerEmail(workspace: Workspace): string | null {
  return [...workspace.members].find(([, role]) => role === 'admin')?.[0] ?? null;
}

function detailFields(workspace: Workspace): JsonObject {
  const slxs = [...workspace.slxs.values()];
  return {
    spec: {
      slxGroups: [],
      permissions: [...workspace.members].map(([user, role]) => ({ user, role })),
      secretsProvided: [],
    },
    slxs: slxs.map((slx) => slxInWorkspace(workspace, slx)),
    sli_firing_alerts: [],
    slo_firing_alerts: [],
  };
}

function slxInWorkspace(workspace: Workspace, slx: Slx): JsonObject {
  return {
    id: slx.id,
    name: fullName(workspace, slx.shortName),
    shortName: slx.shortName,
    alias: slx.alias,
    tags: slx.tags,
    hasSli: slx.sli !== null,
    hasRunbook: slx.runbook !== null,
    created: slx.created,
    sli: null,
    spec: {
      alias: slx.alias,
      statement: slx.statement,
      asMeasuredBy: slx.asMeasuredBy,
      imageURL: slx.imageUrl ?? '',
      owners: slx.owners,
      tags: slx.tags,
      additionalContext: slx.additionalContext,
    },
    runbook: slx.runbook && runbookInWorkspace(workspace, slx.runbook),
  };
}

function runbookInWorkspace(workspace: Workspace, runbook: Runbook): JsonObject {
  return {
    id: runbook.id,
    name: runbook.name,
    slx: runbook.slxId,
    spec: runbookSpec(workspace, runbook),
    tasks: tasksOf(runbook),
    repo: runbook.repositoryId,
  };
}
