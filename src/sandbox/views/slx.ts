import { resolvedTitles, taskNames } from '../rules/runbook-tasks.ts';
import type { Runbook, Sli, Slx, Workspace } from '../state/records.ts';
import type { JsonObject } from '../state/values.ts';

/** `<workspace>--<short name>`, the name that the platform knows an SLX, a runbook or a persona by. */
export function fullName(workspace: Workspace, shortName: string): string {
  return `${workspace.name}--${shortName}`;
}

/** An SLX as v3 answers it: times are `created` and `modified`, with the git-style `spec` beside the fields. */
export function slxV3(workspace: Workspace, slx: Slx): JsonObject {
  return {
    ...slxFields(workspace, slx),
    workspace: workspace.id,
    imageURL: slx.imageUrl,
    runbook: slx.runbook && runbookInSlx(workspace, slx.runbook),
    sli: slx.sli && sliV3(workspace, slx.sli),
    slo: null,
    created: slx.created,
    modified: slx.modified,
    spec: slxSpec(slx),
    status: {},
  };
}

/** An SLX as v4 answers it: `workspaceId`, `createdAt`, `modifiedAt`, no `spec`. */
export function slxV4(workspace: Workspace, slx: Slx): JsonObject {
  return {
    ...slxFields(workspace, slx),
    workspaceId: workspace.id,
    imageUrl: slx.imageUrl,
    runbook: slx.runbook && runbookV4(slx.runbook),
    sli: slx.sli && sliV4(slx.sli),
    slo: null,
    createdAt: slx.created,
    modifiedAt: slx.modified,
  };
}

/** A runbook as v3 answers it, with the git-style `spec` beside the fields. */
export function runbookV3(workspace: Workspace, runbook: Runbook): JsonObject {
  return {
    ...runbookFields(runbook),
    created: runbook.created,
    modified: runbook.modified,
    spec: runbookSpec(workspace, runbook),
    status: runbookStatus(runbook),
  };
}

export function runbookV4(runbook: Runbook): JsonObject {
  return { ...runbookFields(runbook), createdAt: runbook.created, modifiedAt: runbook.modified };
}

export function sliV4(sli: Sli): JsonObject {
  const { lastRunCode, lastRunMessage, lastRunAt } = sli;
  return {
    ...sliFields(sli),
    lastRunCode,
    lastRunMessage,
    lastRunAt,
    createdAt: sli.created,
    modifiedAt: sli.modified,
  };
}

/** The part of a runbook that a v3 SLX carries, with its own spelling of the runner's key. */
function runbookInSlx(workspace: Workspace, runbook: Runbook): JsonObject {
  return {
    id: runbook.id,
    slxId: runbook.slxId,
    name: runbook.name,
    runnerUUID: runbook.runnerUuid,
    codeBundleRepoUrl: runbook.codeBundleRepoUrl,
    codeBundleRef: runbook.codeBundleRef,
    codeBundlePath: runbook.codeBundlePath,
    repositoryId: runbook.repositoryId,
    configProvided: runbook.configProvided,
    secretsProvided: runbook.secretsProvided,
    tasks: tasksOf(runbook),
    created: runbook.created,
    modified: runbook.modified,
    spec: runbookSpec(workspace, runbook),
    status: runbookStatus(runbook),
  };
}

function sliV3(workspace: Workspace, sli: Sli): JsonObject {
  const { runnerUuid, ...fields } = sliFields(sli);
  return {
    ...fields,
    runnerUUID: runnerUuid,
    created: sli.created,
    modified: sli.modified,
    spec: sliSpec(workspace, sli),
    status: {},
  };
}

function slxFields(workspace: Workspace, slx: Slx) {
  return {
    id: slx.id,
    name: fullName(workspace, slx.shortName),
    shortName: slx.shortName,
    alias: slx.alias,
    statement: slx.statement,
    description: slx.description,
    asMeasuredBy: slx.asMeasuredBy,
    metricType: slx.metricType,
    owners: slx.owners,
    tags: slx.tags,
    configProvided: slx.configProvided,
    additionalContext: slx.additionalContext,
    icon: slx.icon,
  };
}

function runbookFields(runbook: Runbook) {
  return {
    id: runbook.id,
    slxId: runbook.slxId,
    name: runbook.name,
    description: runbook.description,
    runnerUuid: runbook.runnerUuid,
    codeBundleRepoUrl: runbook.codeBundleRepoUrl,
    codeBundleRef: runbook.codeBundleRef,
    codeBundlePath: runbook.codeBundlePath,
    repositoryId: runbook.repositoryId,
    configProvided: runbook.configProvided,
    secretsProvided: runbook.secretsProvided,
    runtimeVarsProvided: runbook.runtimeVarsProvided,
    requirements: runbook.requirements,
    lookbackWindow: runbook.lookbackWindow,
    resolvedTasks: resolvedTitles(runbook),
    taskDetails: {},
    lastRunCode: runbook.lastRunCode,
    lastRunMessage: runbook.lastRunMessage,
    lastRunAt: runbook.lastRunAt,
    tasks: tasksOf(runbook),
  };
}

/** `name` with the variables filled in, `value` as in the robot file. */
export function tasksOf(runbook: Runbook): JsonObject[] {
  const titles = resolvedTitles(runbook);
  return taskNames(runbook).map((value, index) => ({ name: titles[index] ?? value, value, tags: [] }));
}

function sliFields(sli: Sli) {
  return {
    slxId: sli.slxId,
    displayUnitsLong: sli.displayUnitsLong,
    displayUnitsShort: sli.displayUnitsShort,
    description: sli.description,
    runnerUuid: sli.runnerUuid,
    intervalStrategy: sli.intervalStrategy,
    intervalSeconds: sli.intervalSeconds,
    codeBundleRepoUrl: sli.codeBundleRepoUrl,
    codeBundleRef: sli.codeBundleRef,
    codeBundlePath: sli.codeBundlePath,
    repositoryId: sli.repositoryId,
    configProvided: sli.configProvided,
    secretsProvided: sli.secretsProvided,
    alertConfig: sli.alertConfig,
    firingAlerts: [],
    lastSevenDaysAlerts: [],
    alertCount: [],
    recent: sli.lastValue === null ? null : { value: sli.lastValue, at: sli.lastRunAt },
  };
}

function slxSpec(slx: Slx): JsonObject {
  return {
    alias: slx.alias,
    statement: slx.statement,
    asMeasuredBy: slx.asMeasuredBy,
    imageURL: slx.imageUrl ?? '',
    owners: slx.owners,
    tags: slx.tags,
    configProvided: slx.configProvided,
    additionalContext: slx.additionalContext,
  };
}

export function runbookSpec(workspace: Workspace, runbook: Runbook): JsonObject {
  return {
    location: locationName(workspace, runbook.runnerUuid),
    codeBundle: codeBundle(runbook),
    configProvided: runbook.configProvided,
    secretsProvided: runbook.secretsProvided,
    runtimeVarsProvided: runbook.runtimeVarsProvided,
  };
}

function runbookStatus(runbook: Runbook): JsonObject {
  return { codeBundle: { tasks: taskNames(runbook) } };
}

function sliSpec(workspace: Workspace, sli: Sli): JsonObject {
  const location = locationName(workspace, sli.runnerUuid);
  return {
    displayUnitsLong: sli.displayUnitsLong,
    displayUnitsShort: sli.displayUnitsShort,
    locations: location ? [location] : [],
    description: sli.description,
    codeBundle: codeBundle(sli),
    intervalStrategy: sli.intervalStrategy,
    intervalSeconds: sli.intervalSeconds,
    configProvided: sli.configProvided,
    secretsProvided: sli.secretsProvided,
    alertConfig: sli.alertConfig,
  };
}

function codeBundle(binding: Runbook | Sli): JsonObject {
  return {
    repoUrl: binding.codeBundleRepoUrl,
    ref: binding.codeBundleRef,
    pathToRobot: binding.codeBundlePath,
  };
}

function locationName(workspace: Workspace, runnerUuid: string | null): string | null {
  return workspace.runners.find((runner) => runner.uuid === runnerUuid)?.name ?? null;
}
