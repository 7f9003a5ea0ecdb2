import { z } from 'zod';
import { BOUNDS } from '../config/bounds.ts';
import { InvalidRequest } from '../errors/platform-errors.ts';
import { about } from './expected.ts';
import { byPage, listPages, type Page } from './pages.ts';
import { path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';
import { anySpelling } from './spelling.ts';

const runIssue = anySpelling({
  issueId: z.number().nullish(),
  occurrenceId: z.number().nullish(),
  title: z.string().nullish(),
  taskTitle: z.string().nullish(),
  severity: z.union([z.number(), z.string()]).nullish(),
  closed: z.boolean().nullish(),
  details: z.string().nullish(),
  nextSteps: z.string().nullish(),
  observedAt: z.string().nullish(),
});

const runRequest = anySpelling({
  id: z.number(),
  slxName: z.string().nullish(),
  slxShortName: z.string().nullish(),
  status: z.string().nullish(),
  taskTitles: z.union([z.string(), z.array(z.string())]).nullish(),
  resolvedTaskTitles: z.string().nullish(),
  requestTime: z.string().nullish(),
  /** Set once the run is over. */
  responseTime: z.string().nullish(),
  isCompleted: z.boolean().nullish(),
  /** Titles joined by `||`, '' for none. */
  passedTitles: z.string().nullish(),
  failedTitles: z.string().nullish(),
  skippedTitles: z.string().nullish(),
  errors: z.unknown().optional(),
  issues: z.array(runIssue).nullish(),
  slxAlias: z.string().nullish(),
  /** E-mail address of the person who asked for the run. */
  requester: z.string().nullish(),
  personaShortName: z.string().nullish(),
  fromSearchQuery: z.string().nullish(),
  fromIssue: z.number().nullish(),
  fromAlert: z.number().nullish(),
  fromSliAlert: z.number().nullish(),
  fromRunRequest: z.number().nullish(),
  /** Addresses of the artifacts, '' for none. */
  robotLogFile: z.string().nullish(),
  robotStdoutFile: z.string().nullish(),
  reportFile: z.string().nullish(),
  issuesFile: z.string().nullish(),
});

const alert = anySpelling({
  name: z.string().nullish(),
  severity: z.string().nullish(),
  status: z.string().nullish(),
  providerType: z.string().nullish(),
  receivedAt: z.string().nullish(),
});

/** The parts of a search result that are used; each session is then read by its id. */
const found = anySpelling({ id: z.number() });

const sources = z.object({
  sources: z.array(z.looseObject({ value: z.string(), label: z.string().nullish() })),
});

const openObject = z
  .record(z.string(), z.unknown())
  .refine((reply) => Object.keys(reply).length > 0, { message: 'holds nothing' });

const runSession = anySpelling({
  id: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]),
  name: z.string().nullish(),
  source: z.string().nullish(),
  active: z.boolean().nullish(),
  created: z.string().nullish(),
  modified: z.string().nullish(),
  personaShortName: z.string().nullish(),
  hasFailures: z.boolean().nullish(),
  requestCount: z.number().nullish(),
  notes: z.string().nullish(),
  runRequests: z.array(runRequest).nullish(),
});

export type RunIssue = z.output<typeof runIssue>;
export type RunRequest = z.output<typeof runRequest>;
/** There is no status field: see `active`, and each run request's `responseTime`. */
export type RunSession = z.output<typeof runSession>;

/** One SLX to run in a new session. */
export interface RunRequestSpec {
  /** `<workspace>--<slx>`. */
  slxName: string;
  /** `['*']` for all tasks. */
  taskTitles: string[];
  memo?: Record<string, unknown>;
  runtimeVarOverrides?: Record<string, string>;
}

export interface RunSessionSpec {
  runRequests: RunRequestSpec[];
  /** Prefix of the name that the platform generates. */
  generateName?: string;
  notes?: string;
  personaName?: string;
}

export interface RunSessionFilters {
  active?: boolean;
  /** Names of runbooks, any of them. */
  runbooks?: readonly string[];
  /** ISO 8601 with an offset; the platform rejects times without one. */
  createdSince?: string;
  createdUntil?: string;
  /** How many of the newest to return. */
  limit?: number;
}

export interface RunSessions {
  /** Newest first. */
  list(workspace: string, filters: RunSessionFilters, options: CallOptions): Promise<Page<RunSession>>;
  get(workspace: string, id: number, options: CallOptions): Promise<RunSession>;
  alerts(workspace: string, id: number, options: CallOptions): Promise<SessionAlert[]>;
  /** A summary by the platform's own language model (untyped). */
  summary(workspace: string, id: number, options: CallOptions): Promise<Record<string, unknown>>;
  /** Everything that can start a session, in the search's terms. */
  sources(workspace: string, options: CallOptions): Promise<string[]>;
  /** Ids of sessions by what started them, newest first, and how many there are. */
  search(
    workspace: string,
    search: SessionSearch,
    options: CallOptions,
  ): Promise<{ count: number; ids: number[] }>;
  /** Starts a session of source `direct`. Never sent twice. Throws `OverridesRefused` where the overrides are the reason. */
  create(workspace: string, session: RunSessionSpec, options: CallOptions): Promise<RunSession>;
}

/** An alert that started a session or belongs to it. */
export type SessionAlert = z.output<typeof alert>;

interface SessionSearch {
  /** ISO 8601 with an offset. */
  since: string;
  until: string;
  /** Any of `sources()`. */
  sources: string[];
  /** The newest so many, at most 100. */
  limit: number;
}

/** The platform rejected the runtime variables of a run, by name or by value. */
export class OverridesRefused extends InvalidRequest {
  constructor(cause: InvalidRequest) {
    super(cause.message, { hint: cause.hint, status: cause.status, detail: cause.detail, cause });
  }
}

/** The reply marks this with neither a code nor a field, only a message; no other place reads its words. */
const isAboutOverrides = (error: unknown): error is InvalidRequest =>
  error instanceof InvalidRequest && /runtime_?vars?/i.test(error.message);

const PAGE_SIZE = 1000;

export function createRunSessions(request: Requester): RunSessions {
  return {
    list: (workspace, filters, options) => list(request, workspace, filters, options),
    get: (workspace, id, { signal }) =>
      request.json(about(runSession, 'id', id), {
        path: path`/api/v3/workspaces/${workspace}/runsessions/${id}`,
        signal,
      }),
    alerts: async (workspace, id, { signal }) =>
      (
        await request.json(z.object({ alerts: z.array(alert) }), {
          path: path`/api/v3/workspaces/${workspace}/runsessions/${id}/alerts`,
          signal,
        })
      ).alerts,
    summary: (workspace, id, { signal }) =>
      request.json(openObject, {
        path: path`/api/v3/workspaces/${workspace}/runsessions/${id}/summary`,
        timeoutMs: BOUNDS.generation.limit,
        signal,
      }),
    sources: async (workspace, { signal }) =>
      (
        await request.json(sources, {
          path: path`/api/v3/workspaces/${workspace}/runsessions/search/sources`,
          signal,
        })
      ).sources.map(({ value }) => value),
    search: async (workspace, { since, until, sources: wanted, limit }, { signal }) => {
      const { count, results } = await request.json(
        z.object({ count: z.number(), results: z.array(found) }),
        {
          method: 'POST',
          path: path`/api/v3/workspaces/${workspace}/runsessions/search`,
          body: {
            timeStart: since,
            timeEnd: until,
            sources: wanted,
            page: 1,
            pageSize: Math.min(limit, 100),
          },
          repeatable: true,
          signal,
        },
      );
      return { count, ids: results.map(({ id }) => id) };
    },
    create: (workspace, session, { signal }) =>
      request
        .json(startedFrom(session), {
          method: 'POST',
          path: path`/api/v3/workspaces/${workspace}/runsessions`,
          body: { source: 'direct', ...session },
          signal,
        })
        .catch((error) => {
          throw isAboutOverrides(error) ? new OverridesRefused(error) : error;
        }),
  };
}

/** The new session must contain what was asked for; one that does not list its runs is accepted. */
function startedFrom({ runRequests }: RunSessionSpec) {
  const wanted = runRequests.map(({ slxName }) => slxName);
  return runSession.refine(
    (session) => wanted.every((slx) => !session.runRequests?.length || runOf(session, slx)),
    {
      path: ['runRequests'],
      message: `does not run ${wanted.join(', ')}`,
    },
  );
}

/** The run of an SLX, given as `<workspace>--<slx>`, in a session. A run that names no SLX counts as a match. */
export function runOf(session: RunSession, slxName: string): RunRequest | undefined {
  const names = new Set([slxName, slxName.split('--').at(-1)]);
  return session.runRequests?.find(({ slxName: name, slxShortName: short }) =>
    name || short ? names.has(name ?? '') || names.has(short ?? '') : true,
  );
}

async function list(
  request: Requester,
  workspace: string,
  { limit, ...filters }: RunSessionFilters,
  { signal }: CallOptions,
): Promise<Page<RunSession>> {
  const size = Math.min(limit ?? PAGE_SIZE, PAGE_SIZE);
  const page = await listPages(
    request,
    runSession,
    {
      path: path`/api/v3/workspaces/${workspace}/runsessions`,
      query: {
        active: filters.active,
        created__gte: filters.createdSince,
        created__lte: filters.createdUntil,
        runrequest__runbook__name__in: filters.runbooks?.join(','),
      },
      signal,
    },
    byPage('page-size', size, limit),
  );
  return { ...page, results: page.results.toSorted(newestFirst) };
}

function newestFirst(one: RunSession, other: RunSession): number {
  return Date.parse(other.created ?? '') - Date.parse(one.created ?? '') || other.id - one.id;
}
