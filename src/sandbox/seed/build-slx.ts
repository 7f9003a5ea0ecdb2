import type { CodeBundleBinding, ConfigEntry, Runbook, Runner, Slx, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { fullName } from '../views/slx.ts';
import type { Script } from './script.ts';
import type { SlxSeed } from './slx-seed.ts';

const COLLECTION = 'https://github.com/runwhen-contrib/rw-generic-codecollection';
const CREATED_DAYS_AGO = 40;

/** Makes an SLX with its runbook and SLI, and adds it to the workspace. */
export function addSlx(world: World, workspace: Workspace, seed: SlxSeed, runner: Runner): Slx {
  const created = world.timestamp(CREATED_DAYS_AGO * 86_400);
  const id = world.nextId();
  const tags: Record<string, string> = {
    ...seed.place.tags,
    access: 'read-only',
    data: 'logs-bulk',
    ...seed.tags,
  };
  const slx: Slx = {
    id,
    shortName: seed.name,
    alias: seed.alias,
    statement: seed.statement,
    description: null,
    asMeasuredBy: seed.sli ? 'The score of the last check, 0 to 1.' : null,
    metricType: 'gauge',
    owners: [[...workspace.members.keys()][0] ?? ''],
    tags: Object.entries(tags).map(([name, value]) => ({ name, value })),
    configProvided: [],
    additionalContext: { resourcePath: seed.place.path, hierarchy: seed.place.hierarchy },
    icon: null,
    imageUrl: `https://icons.sandbox.example/${tags.platform}.svg`,
    runbook: runbookOf(world, workspace, seed, id, runner),
    sli: null,
    created,
    modified: created,
  };
  if (seed.sli) slx.sli = sliOf(world, seed, seed.sli, id, runner);
  workspace.slxs.set(slx.shortName, slx);
  return slx;
}

function runbookOf(
  world: World,
  workspace: Workspace,
  seed: SlxSeed,
  slxId: number,
  runner: Runner,
): Runbook {
  const { script, env, title, runtimeVars = [], acts } = seed.task;
  const config = [{ name: 'TASK_TITLE', value: title }, ...toolBuilderConfig(script, env, seed.secrets)];
  return {
    ...binding(world, slxId, runner, config, seed.secrets),
    id: world.nextId(),
    name: fullName(workspace, seed.name),
    codeBundlePath: 'codebundles/tool-builder/runbook.robot',
    runtimeVarsProvided: runtimeVars,
    requirements: {},
    lookbackWindow: null,
    ...(acts ? { acts } : {}),
  };
}

function sliOf(world: World, seed: SlxSeed, sli: NonNullable<SlxSeed['sli']>, slxId: number, runner: Runner) {
  return {
    ...binding(world, slxId, runner, toolBuilderConfig(sli.script, sli.env, seed.secrets), seed.secrets),
    codeBundlePath: 'codebundles/tool-builder/sli.robot',
    displayUnitsLong: 'OK',
    displayUnitsShort: 'ok',
    intervalStrategy: 'intermezzo',
    intervalSeconds: 300,
    alertConfig: { tasks: { persona: 'eager-edgar', sessionTTL: '10m' } },
    lastValue: sli.value,
    changes: [
      { at: world.timestamp(CREATED_DAYS_AGO * 86_400), value: Math.max(1, sli.value) },
      { at: world.timestamp(begunHoursAgo(seed) * 3600), value: sli.value },
    ],
    lastRunCode: 'successful',
    lastRunAt: world.timestamp(120),
  };
}

/** When the oldest of what is open was first seen; two minutes ago where nothing is. */
function begunHoursAgo({ issues = [] }: SlxSeed): number {
  const open = issues.filter(({ closedHoursAgo }) => closedHoursAgo === undefined);
  return Math.max(2 / 60, ...open.flatMap(({ seenHoursAgo }) => seenHoursAgo));
}

function binding(
  world: World,
  slxId: number,
  runner: Runner,
  configProvided: ConfigEntry[],
  secrets: Record<string, string> = {},
): CodeBundleBinding {
  const created = world.timestamp(CREATED_DAYS_AGO * 86_400);
  return {
    slxId,
    description: null,
    runnerUuid: runner.uuid,
    codeBundleRepoUrl: COLLECTION,
    codeBundleRef: 'main',
    codeBundlePath: null,
    repositoryId: null,
    configProvided,
    secretsProvided: Object.entries(secrets).map(([name, workspaceKey]) => ({ name, workspaceKey })),
    lastRunCode: null,
    lastRunMessage: null,
    lastRunAt: null,
    created,
    modified: created,
  };
}

/** A script's configuration as a commit writes it: the environment as one map and one entry each. */
function toolBuilderConfig(
  script: Script,
  env: Record<string, string>,
  secrets: Record<string, string> = {},
): ConfigEntry[] {
  return [
    { name: 'GEN_CMD', value: Buffer.from(script.text).toString('base64') },
    { name: 'INTERPRETER', value: script.interpreter },
    { name: 'CONFIG_ENV_MAP', value: JSON.stringify(env) },
    { name: 'SECRET_ENV_MAP', value: JSON.stringify(Object.keys(secrets)) },
    ...Object.entries(env).map(([name, value]) => ({ name, value })),
  ];
}
