import { z } from 'zod';
import { requireWorkspace } from '../http/access.ts';
import type { SandboxApp, SandboxContext } from '../http/context.ts';
import { paging, parseQuery } from '../http/query.ts';
import { notFound, page, parseBody, unprocessable } from '../http/reply.ts';
import type { Persona } from '../state/chat-records.ts';
import type { Workspace } from '../state/records.ts';
import type { JsonObject } from '../state/values.ts';
import type { World } from '../state/world.ts';
import { V4 } from './paths.ts';

const PERSONAS = `${V4}/personas`;
const SHORT_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const SyncRequest = z.strictObject({
  payload: z.object({
    name: z.string(),
    fullName: z.string().nullish(),
    description: z.string().nullish(),
    avatarUrl: z.string().nullish(),
    workspaceId: z.number().int().nullish(),
    filterConfidenceThreshold: z.number().default(0.5),
    filterIssueSelectionStrategy: z.string().default('MOST_SEVERE'),
    filterCodebundleTaskTags: z.array(z.string()).default([]),
    filterStopWords: z.array(z.string()).default([]),
    filterScope: z.string().nullish(),
    searchFilters: z.record(z.string(), z.unknown()).default({}),
    runConfidenceThreshold: z.number().default(0.95),
    runConfig: z.record(z.string(), z.unknown()).default({}),
  }),
  lastSyncedAt: z.iso.datetime({ offset: true }).nullish(),
});

/** Personas: the assistants of a workspace. A sync writes all fields; those left out get their defaults. */
export function personaRoutes(app: SandboxApp, world: World): void {
  app.get(PERSONAS, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const personas = [...workspace.personas.values()];
    return c.json(page(c, personas, parseQuery(c, paging(1000)), (persona) => row(workspace, persona)));
  });

  app.post(`${PERSONAS}/sync-typed`, async (c) => {
    const { workspace } = requireWorkspace(c, world, 'write');
    const { payload } = await parseBody(c, SyncRequest);
    const shortName = shortNameOf(workspace, payload.name);
    const known = workspace.personas.get(shortName);
    const { name: _name, workspaceId: _workspaceId, ...fields } = payload;
    const persona: Persona = {
      ...fields,
      id: known?.id ?? world.nextId(),
      shortName,
      fullName: payload.fullName ?? shortName,
      description: payload.description ?? null,
      avatarUrl: payload.avatarUrl ?? null,
      filterScope: payload.filterScope ?? null,
      created: known?.created ?? world.timestamp(),
      modified: world.timestamp(),
    };
    workspace.personas.set(shortName, persona);
    return c.json({ resourceId: persona.id, ...row(workspace, persona) });
  });

  app.get(`${PERSONAS}/:persona_short_name`, (c) => {
    const { workspace, persona } = requirePersona(c, world, 'read');
    return c.json(row(workspace, persona));
  });

  app.delete(`${PERSONAS}/:persona_short_name`, (c) => {
    const { workspace, persona } = requirePersona(c, world, 'write');
    workspace.personas.delete(persona.shortName);
    return c.json({ status: 'deleted', name: `${workspace.name}--${persona.shortName}` });
  });
}

function requirePersona(c: SandboxContext, world: World, need: 'read' | 'write') {
  const { workspace } = requireWorkspace(c, world, need);
  const persona = workspace.personas.get(c.req.param('persona_short_name') ?? '');
  if (!persona) throw notFound('Persona not found');
  return { workspace, persona };
}

function shortNameOf(workspace: Workspace, name: string): string {
  const prefix = `${workspace.name}--`;
  const shortName = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  if (SHORT_NAME.test(shortName) && shortName.length <= 63) return shortName;
  throw unprocessable([
    { loc: ['body', 'payload', 'name'], msg: 'name must be kebab-case', type: 'value_error', input: name },
  ]);
}

function row(workspace: Workspace, { created, modified, ...persona }: Persona): JsonObject {
  return {
    ...persona,
    name: `${workspace.name}--${persona.shortName}`,
    workspaceId: workspace.id,
    createdAt: created,
    modifiedAt: modified,
  };
}
