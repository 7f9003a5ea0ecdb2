import { requireWorkspace } from '../http/access.ts';
import type { SandboxApp, SandboxContext } from '../http/context.ts';
import { notFound, parseBody, unprocessable } from '../http/reply.ts';
import {
  configEntries,
  runbookSync,
  runtimeVariables,
  secretEntries,
  sliSync,
  slxSync,
} from '../rules/sync-payloads.ts';
import { keepRunning } from '../runs/run-sli.ts';
import type { CodeBundleBinding, Slx, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { fullName } from '../views/slx.ts';
import { V4 } from './paths.ts';

const SHORT_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Writing SLXs, runbooks and SLIs. Each sync creates or replaces, and answers in the shape of the v1 sync. */
export function syncRoutes(app: SandboxApp, world: World): void {
  app.post(`${V4}/slxs/sync-typed`, async (c) => {
    const { workspace } = requireWorkspace(c, world, 'write');
    const { payload } = await parseBody(c, slxSync);
    const shortName = shortNameOf(workspace, payload.name);
    const known = workspace.slxs.get(shortName);
    const { name: _name, ...fields } = payload;
    const slx: Slx = {
      ...fields,
      id: known?.id ?? world.nextId(),
      shortName,
      alias: payload.alias ?? '',
      statement: payload.statement ?? '',
      configProvided: payload.configProvided ?? [],
      runbook: known?.runbook ?? null,
      sli: known?.sli ?? null,
      ...times(world, known),
    };
    workspace.slxs.set(shortName, slx);
    return c.json(reply(workspace, shortName, known ? 'updated' : 'created', slx.id));
  });

  app.post(`${V4}/runbooks/sync-typed`, async (c) => {
    const { workspace } = requireWorkspace(c, world, 'write');
    const { payload } = await parseBody(c, runbookSync);
    const slx = slxById(workspace, payload.slxId);
    const known = slx.runbook;
    slx.runbook = {
      ...payload,
      ...binding(world, payload, known),
      id: known?.id ?? world.nextId(),
      runtimeVarsProvided: runtimeVariables(payload.runtimeVarsProvided),
    };
    return c.json(reply(workspace, slx.shortName, known ? 'updated' : 'created', slx.runbook.id));
  });

  app.post(`${V4}/slis/sync-typed`, async (c) => {
    const { workspace } = requireWorkspace(c, world, 'write');
    const { payload } = await parseBody(c, sliSync);
    const slx = slxById(workspace, payload.slxId);
    const known = slx.sli;
    const sli = { ...payload, ...binding(world, payload, known), lastValue: null, changes: [] };
    slx.sli = sli;
    if (world.executeScripts) world.background(keepRunning(world, workspace, slx, sli));
    return c.json(reply(workspace, slx.shortName, known ? 'updated' : 'created', slx.id));
  });

  app.delete(`${V4}/slxs/:slx_short_name/runbook`, (c) => deletePart(c, world, 'runbook'));
  app.delete(`${V4}/slxs/:slx_short_name/sli`, (c) => deletePart(c, world, 'sli'));
}

/** Deleting what is not there is no error: the answer says so. */
function deletePart(c: SandboxContext, world: World, part: 'runbook' | 'sli'): Response {
  const { workspace } = requireWorkspace(c, world, 'write');
  const shortName = c.req.param('slx_short_name') ?? '';
  const slx = workspace.slxs.get(shortName);
  const found = slx?.[part];
  if (!slx || !found) return c.json(reply(workspace, shortName, 'not_found', null));
  slx[part] = null;
  return c.json(reply(workspace, shortName, 'deleted', 'id' in found ? found.id : slx.id));
}

function reply(workspace: Workspace, shortName: string, status: string, id: number | null) {
  return { status, name: fullName(workspace, shortName), resource_id: id };
}

interface BindingPayload {
  configProvided?: Parameters<typeof configEntries>[0];
  secretsProvided: Record<string, unknown>[];
}

function binding(world: World, payload: BindingPayload, known: CodeBundleBinding | null) {
  return {
    configProvided: configEntries(payload.configProvided),
    secretsProvided: secretEntries(payload.secretsProvided),
    lastRunCode: null,
    lastRunMessage: null,
    lastRunAt: null,
    ...times(world, known ?? undefined),
  };
}

function times(world: World, known?: { created: string }) {
  return { created: known?.created ?? world.timestamp(), modified: world.timestamp() };
}

function slxById(workspace: Workspace, id: number): Slx {
  const slx = [...workspace.slxs.values()].find((candidate) => candidate.id === id);
  if (!slx) throw notFound(`SLX with id ${id} not found in workspace '${workspace.name}'`);
  return slx;
}

/** The name may come short, or full with this workspace's prefix. */
function shortNameOf(workspace: Workspace, name: string): string {
  const prefix = `${workspace.name}--`;
  const shortName = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  if (SHORT_NAME.test(shortName) && shortName.length <= 63) return shortName;
  throw unprocessable([
    { loc: ['body', 'payload', 'name'], msg: 'Value error, invalid name', type: 'value_error', input: name },
  ]);
}
