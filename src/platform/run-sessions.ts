import { z } from 'zod';
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
});

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
  runRequests: z.array(runRequest).nullish(),
});

export type RunIssue = z.output<typeof runIssue>;
export type RunRequest = z.output<typeof runRequest>;
/** There is no status: see `active`, and each run request's `responseTime`. */
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
  /** Prefix of the name that the platform makes. */
  generateName?: string;
  notes?: string;
  personaName?: string;
}

export interface RunSessionFilters {
  active?: boolean;
  /** ISO 8601 with an offset; the platform refuses times without one. */
  createdSince?: string;
  createdUntil?: string;
  /** How many of the newest. */
  limit?: number;
}

export interface RunSessions {
  /** Newest first. */
  list(workspace: string, filters: RunSessionFilters, options: CallOptions): Promise<Page<RunSession>>;
  get(workspace: string, id: number, options: CallOptions): Promise<RunSession>;
  /** Starts a session of source `direct`. Never sent twice. Throws `OverridesRefused` where its overrides are why. */
  create(workspace: string, session: RunSessionSpec, options: CallOptions): Promise<RunSession>;
}

/** The platform refused the runtime variables of a run, by name or by value. */
export class OverridesRefused extends InvalidRequest {
  constructor(cause: InvalidRequest) {
    super(cause.message, { hint: cause.hint, status: cause.status, detail: cause.detail, cause });
  }
}

/** The reply has no code and no field for it, only words; this is the one place that reads them. */
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

/** The new session must be of what was asked for; one that does not list its runs is taken as it is. */
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

/** The run of an SLX, given as `<workspace>--<slx>`, in a session. A run that names no SLX is taken for it. */
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
