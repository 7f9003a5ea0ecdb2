import { z } from 'zod';
import { type Need, requireWorkspace } from '../http/access.ts';
import type { SandboxApp, SandboxContext } from '../http/context.ts';
import { pathInteger } from '../http/path-parameters.ts';
import { integer, optionalBoolean, optionalText, optionalTime, parseQuery } from '../http/query.ts';
import { notFound, page, parseBody } from '../http/reply.ts';
import { sessionBody } from '../runs/session-body.ts';
import { startSession } from '../runs/start-session.ts';
import type { RunSession, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { resourcePaths, runSessionSearchItem, runSessionView } from '../views/run-session.ts';
import { alertsOf, sessionSummary } from '../views/session-alerts.ts';
import { fullName } from '../views/slx.ts';
import { V3 } from './paths.ts';

const SOURCES = {
  direct: 'Run directly',
  search: 'Search',
  webhook: 'Webhook',
  sli_alert: 'SLI alert',
  slo_alert: 'SLO alert',
  alert_group: 'Alert group',
};

const listParameters = {
  page: integer(1, 1),
  'page-size': integer(100, 1, 1000),
  active: optionalBoolean(),
  modified__gte: optionalTime({ zoned: true }),
  modified__lte: optionalTime({ zoned: true }),
  created__gte: optionalTime({ zoned: true }),
  created__lte: optionalTime({ zoned: true }),
  runrequest__runbook__name: optionalText(),
  runrequest__runbook__name__in: optionalText(),
};
type SessionFilter = z.output<z.ZodObject<typeof listParameters>>;

const updateBody = z.object({
  notes: z.string().nullish(),
  escalated: z.boolean().nullish(),
  active: z.boolean().nullish(),
  persona_id: z.number().int().nullish(),
  personaName: z.string().nullish(),
  persona_run_status: z.record(z.string(), z.unknown()).nullish(),
});

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
const searchBody = z.object({
  timeStart: moment,
  timeEnd: moment,
  resourcePaths: z.array(z.string()).nullish(),
  sources: z.array(z.string()).nullish(),
  sortOrder: z.enum(['asc', 'desc']).default('desc'),
  page: z.number().int().min(1).default(1),
  pageSize: z.number().int().min(1).max(100).default(20),
});

/** Run sessions: starting, listing, reading, searching and changing. */
export function runSessionRoutes(app: SandboxApp, world: World): void {
  app.get(`${V3}/runsessions`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const query = parseQuery(c, listParameters, { strict: true });
    const limit = query['page-size'];
    const offset = (query.page - 1) * limit;
    const found = newestFirst(workspace).filter((session) => passes(workspace, session, query));
    const envelope = page(c, found, { limit, offset }, (session) => runSessionView(workspace, session));
    const link = (number: number) => {
      const url = new URL(c.req.url);
      url.searchParams.set('page', String(number));
      return url.href;
    };
    return c.json({
      ...envelope,
      next: envelope.next && link(query.page + 1),
      previous: envelope.previous && link(query.page - 1),
      limit,
      offset,
    });
  });

  app.post(`${V3}/runsessions`, async (c) => {
    const { workspace, caller } = requireWorkspace(c, world, 'run');
    const body = await parseBody(c, sessionBody);
    const { session, merged } = startSession(world, workspace, caller, body);
    return c.json(runSessionView(workspace, session), merged ? 200 : 201);
  });

  app.get(`${V3}/runsessions/search/sources`, (c) => {
    requireWorkspace(c, world, 'read');
    const sources = Object.entries(SOURCES).map(([value, label]) => ({ value, label, type: 'runsession' }));
    return c.json({ sources });
  });

  app.post(`${V3}/runsessions/search`, async (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const body = await parseBody(c, searchBody);
    const found = newestFirst(workspace).filter(
      (session) =>
        session.created >= body.timeStart &&
        session.created <= body.timeEnd &&
        (!body.sources || body.sources.includes(session.source)) &&
        (!body.resourcePaths || touches(workspace, session, body.resourcePaths)),
    );
    const ordered = body.sortOrder === 'asc' ? found.reverse() : found;
    const offset = (body.page - 1) * body.pageSize;
    return c.json({
      results: ordered
        .slice(offset, offset + body.pageSize)
        .map((session) => runSessionSearchItem(workspace, session)),
      count: ordered.length,
      next: null,
      previous: null,
    });
  });

  app.get(`${V3}/runsessions/:runsession_id`, (c) => {
    const { workspace, session } = pathSession(c, world, 'read');
    return c.json(runSessionView(workspace, session));
  });

  app.get(`${V3}/runsessions/:runsession_id/alerts`, (c) => {
    const { session } = pathSession(c, world, 'read');
    const alerts = alertsOf(session);
    return c.json({ alerts, count: alerts.length });
  });

  app.get(`${V3}/runsessions/:runsession_id/summary`, (c) => {
    const { workspace, session } = pathSession(c, world, 'read');
    return c.json({ summary: sessionSummary(workspace, session) });
  });

  app.patch(`${V3}/runsessions/:runsession_id`, async (c) => {
    const { workspace, session } = pathSession(c, world, 'run');
    const body = await parseBody(c, updateBody);
    session.notes = body.notes ?? session.notes;
    session.escalated = body.escalated ?? session.escalated;
    session.active = body.active ?? session.active;
    session.personaShortName = body.personaName ?? session.personaShortName;
    session.personaRunStatus = body.persona_run_status ?? session.personaRunStatus;
    session.modified = world.timestamp();
    return c.json(runSessionView(workspace, session));
  });
}

function pathSession(c: SandboxContext, world: World, need: Need) {
  const { workspace } = requireWorkspace(c, world, need);
  const id = pathInteger(c, 'runsession_id');
  const session = workspace.runSessions.get(id);
  if (!session) throw notFound(`RunSession ${id} not found`);
  return { workspace, session };
}

function newestFirst(workspace: Workspace): RunSession[] {
  return [...workspace.runSessions.values()].sort((a, b) => (a.created < b.created ? 1 : -1));
}

function passes(workspace: Workspace, session: RunSession, filter: SessionFilter): boolean {
  if (filter.active !== undefined && filter.active !== session.active) return false;
  if (filter.modified__gte && session.modified < filter.modified__gte) return false;
  if (filter.modified__lte && session.modified > filter.modified__lte) return false;
  if (filter.created__gte && session.created < filter.created__gte) return false;
  if (filter.created__lte && session.created > filter.created__lte) return false;
  const one = filter.runrequest__runbook__name;
  const names = one ? [one] : filter.runrequest__runbook__name__in?.split(',');
  return !names || session.runRequests.some((run) => names.includes(fullName(workspace, run.slxShortName)));
}

function touches(workspace: Workspace, session: RunSession, prefixes: string[]): boolean {
  return resourcePaths(workspace, session).some((path) => prefixes.some((prefix) => path.startsWith(prefix)));
}
