import { z } from 'zod';
import type { CallerCache } from './cache.ts';
import { someContent } from './expected.ts';
import { byOffset, listPages } from './pages.ts';
import { path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';
import { anySpelling } from './spelling.ts';

const workspace = anySpelling({
  id: z.number().nullish(),
  name: z.string().min(1),
  /** The display name, as the published API calls it. */
  alias: z.string().nullish(),
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  userRole: z.string().nullish(),
  openIssuesCount: z.number().nullish(),
  enabledLocations: z.array(z.string()).nullish(),
});

/** An object that the published API leaves untyped; an empty one is not accepted. */
const openObject = z
  .record(z.string(), z.unknown())
  .refine((reply) => Object.keys(reply).length > 0, { message: 'holds nothing' });

/** A workspace in the list of those that the caller may see. */
export interface Workspace {
  /** The short name used in URLs. */
  name: string;
  /** The display name; the short name where there is no other. */
  displayName: string;
  id: number | null;
  /** The caller's own role, such as `readwrite`; null where the platform does not say. */
  role: string | null;
  /** Null where the platform does not say. */
  openIssues: number | null;
}

type WorkspaceDetail = z.output<typeof workspace>;

export interface WorkspaceList {
  workspaces: Workspace[];
  /** Why there may be more. */
  incomplete?: string;
}

export interface Workspaces {
  /** All that the caller may see, cached for a minute; `fresh` asks again. */
  list(options: CallOptions & { fresh?: boolean }): Promise<WorkspaceList>;
  /** True where `list` returns without waiting. */
  isListed(): boolean;
  get(name: string, options: CallOptions): Promise<Workspace>;
  /** The caller's own roles: admin, readwrite, readandrun, readonly, readandrunwithassistant. */
  roles(name: string, options: CallOptions): Promise<string[]>;
  /**
   * The platform's figures for a workspace (untyped): tasks and issues of the last 24 hours, resources by type, assistants.
   */
  stats(name: string, options: CallOptions): Promise<Record<string, unknown>>;
  /** How fresh the index of tasks is, and its errors (untyped). */
  indexHealth(name: string, options: CallOptions): Promise<Record<string, unknown>>;
  /** Resources with the most issues, worst first (untyped); `hours` 1 to 168, `limit` 1 to 20. */
  topIssueResources(
    name: string,
    query: { hours: number; limit: number },
    options: CallOptions,
  ): Promise<Record<string, unknown>>;
  /** Discovered resources, by type (untyped). */
  entities(name: string, options: CallOptions): Promise<Record<string, unknown>>;
  /** SLX and task metadata, entities and hierarchies, from the indexer (untyped). */
  configurationIndex(name: string, options: CallOptions): Promise<Record<string, unknown>>;
}

const CACHE_KEY = 'workspaces';
const CACHE_TTL_MS = 60_000;
const PAGE_SIZE = 1000;

export function createWorkspaces(request: Requester, cache: CallerCache): Workspaces {
  return {
    list: ({ signal, fresh }) => {
      if (fresh) cache.forget(CACHE_KEY);
      return cache.get(CACHE_KEY, (shared) => load(request, shared), { ttlMs: CACHE_TTL_MS, signal });
    },
    isListed: () => cache.has(CACHE_KEY),
    get: async (name, { signal }) =>
      nameOf(await request.json(workspace, { path: path`/api/v3/workspaces/${name}`, signal })),
    roles: (name, { signal }) =>
      request.json(z.array(z.string()), { path: path`/api/v3/workspaces/${name}/my-permissions`, signal }),
    stats: (name, { signal }) =>
      request.json(openObject, { path: path`/api/v3/workspaces/${name}/workspace-stats`, signal }),
    indexHealth: (name, { signal }) =>
      request.json(openObject, { path: path`/api/v3/workspaces/${name}/index-health`, signal }),
    topIssueResources: (name, query, { signal }) =>
      request.json(openObject, {
        path: path`/api/v3/workspaces/${name}/top-issue-resources`,
        query,
        signal,
      }),
    entities: (name, { signal }) =>
      request.json(z.record(z.string(), z.unknown()), {
        path: path`/api/v3/workspaces/${name}/entities`,
        signal,
      }),
    configurationIndex: (name, { signal }) =>
      request.json(someContent, {
        path: path`/api/v3/workspaces/${name}/workspace-configuration-index`,
        signal,
      }),
  };
}

async function load(request: Requester, signal: AbortSignal): Promise<WorkspaceList> {
  const page = await listPages(
    request,
    workspace,
    { path: path`/api/v3/workspaces`, signal },
    byOffset(PAGE_SIZE),
  );
  return {
    workspaces: page.results.map(nameOf),
    ...(page.incomplete ? { incomplete: page.incomplete } : {}),
  };
}

/** The names that people use for a workspace, besides its short name. */
function nameOf({ id, name, alias, displayName, userRole, openIssuesCount }: WorkspaceDetail): Workspace {
  return {
    name,
    displayName: displayName || alias || name,
    id: id ?? null,
    role: userRole || null,
    openIssues: openIssuesCount ?? null,
  };
}
