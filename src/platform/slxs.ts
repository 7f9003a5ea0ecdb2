import { z } from 'zod';
import type { CallerCache } from './cache.ts';
import { withAny } from './expected.ts';
import { byOffset, listPages, type Page } from './pages.ts';
import { path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';
import { createSlxSync, type SlxSync, type SyncReply } from './slx-sync.ts';
import { createSlxUsage, type SlxUsage } from './slx-usage.ts';

import { anySpelling } from './spelling.ts';

/** An array of `{name, value}` or a map; the user chose its names. */
const config = z.union([z.array(z.record(z.string(), z.unknown())), z.record(z.string(), z.unknown())]);
const secrets = z.array(anySpelling({ name: z.string().nullish(), workspaceKey: z.string().nullish() }));

const task = anySpelling({
  /** The title that people see. */
  name: z.string(),
  /** The title in the code, e.g. `${TASK_TITLE}`. */
  value: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
});

const runbook = anySpelling({
  id: z.number().nullish(),
  slxId: z.number().nullish(),
  name: z.string().nullish(),
  runnerUuid: z.string().nullish(),
  codeBundleRepoUrl: z.string().nullish(),
  codeBundleRef: z.string().nullish(),
  codeBundlePath: z.string().nullish(),
  configProvided: config.nullish(),
  secretsProvided: secrets.nullish(),
  runtimeVarsProvided: z.array(z.record(z.string(), z.unknown())).nullish(),
  resolvedTasks: z.array(z.string()).nullish(),
  tasks: z.array(task).nullish(),
  spec: z.record(z.string(), z.unknown()).nullish(),
  status: z.record(z.string(), z.unknown()).nullish(),
});

const sli = anySpelling({
  slxId: z.number().nullish(),
  description: z.string().nullish(),
  runnerUuid: z.string().nullish(),
  intervalSeconds: z.number().nullish(),
  codeBundleRepoUrl: z.string().nullish(),
  codeBundleRef: z.string().nullish(),
  codeBundlePath: z.string().nullish(),
  configProvided: config.nullish(),
  secretsProvided: secrets.nullish(),
  spec: z.record(z.string(), z.unknown()).nullish(),
  status: z.record(z.string(), z.unknown()).nullish(),
});

const slx = anySpelling({
  id: z.number(),
  /** `<workspace>--<shortName>`. */
  name: z.string(),
  shortName: z.string().nullish(),
  alias: z.string().nullish(),
  statement: z.string().nullish(),
  description: z.string().nullish(),
  owners: z.array(z.string()).nullish(),
  tags: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
  additionalContext: z.record(z.string(), z.unknown()).nullish(),
  imageUrl: z.string().nullish(),
  runbook: runbook.nullish(),
  sli: sli.nullish(),
  spec: z.record(z.string(), z.unknown()).nullish(),
  status: z.record(z.string(), z.unknown()).nullish(),
});

const metrics = anySpelling({
  /** The one field that every reply has. */
  created: z.string(),
  alias: z.string().nullish(),
  resourcePath: z.string().nullish(),
  /** A ratio, such as 0.999. */
  sloObjective: z.number().nullish(),
  /** Untyped in the published API; values in the SLI's own unit. */
  sli: z.unknown().optional(),
  /** Untyped in the published API; values in percent. */
  slo: z.unknown().optional(),
});

/** How an SLX's SLI or SLO has changed over time. */
export type SlxMetrics = z.output<typeof metrics>;

/** The API rejects a window for an SLI, a history for an SLO, and any of the three for both types at once. */
export interface MetricsQuery {
  types: 'sli' | 'slo' | 'sli,slo';
  /** How far back, such as `24h`; SLI only. */
  history?: string | undefined;
  /** Spacing of the values, such as `5m`. */
  resolution?: string | undefined;
  /** `month` or days such as `30d`; SLO only. */
  window?: string | undefined;
}

export type Slx = z.output<typeof slx>;
export type Runbook = z.output<typeof runbook>;
export type Sli = z.output<typeof sli>;

export interface SlxFilters {
  /** Searched for in name, short name and alias. */
  search?: string;
  /** Any of them; `name:value`, in the platform's spelling. */
  tags?: readonly string[];
  resourcePathPrefix?: string;
  /** Stop after this many rows. */
  max?: number;
}

/** SLXs by their short name. */
export interface Slxs extends SlxSync {
  /** Learned from the first 250 SLXs, cached for five minutes, and read again after this server writes. */
  usage(workspace: string, options: CallOptions): Promise<SlxUsage>;
  list(workspace: string, filters: SlxFilters, options: CallOptions): Promise<Page<Slx>>;
  get(workspace: string, slx: string, options: CallOptions): Promise<Slx>;
  /** `NotFound` where the SLX has none. */
  runbook(workspace: string, slx: string, options: CallOptions): Promise<Runbook>;
  metrics(workspace: string, slx: string, query: MetricsQuery, options: CallOptions): Promise<SlxMetrics>;
}

const PAGE_SIZE = 250;

/** A runbook or SLI has at least one of these in every version of the API. */
const BUNDLE_KEYS = ['slxId', 'spec', 'codeBundlePath', 'codeBundleRepoUrl', 'configProvided'];

export function createSlxs(request: Requester, cache: CallerCache): Slxs {
  const list: Slxs['list'] = (workspace, filters, { signal }) =>
    listPages(
      request,
      slx,
      {
        path: path`/api/v3/workspaces/${workspace}/slxs`,
        query: {
          search: filters.search,
          tags: filters.tags,
          resource_path_prefix: filters.resourcePathPrefix,
        },
        signal,
      },
      byOffset(PAGE_SIZE, filters.max),
    );
  const { usage, forget } = createSlxUsage(list, cache);
  const writes = createSlxSync(request);
  const forgetting =
    <Rest extends unknown[]>(write: (workspace: string, ...rest: Rest) => Promise<SyncReply>) =>
    (workspace: string, ...rest: Rest) =>
      write(workspace, ...rest).finally(() => forget(workspace));
  return {
    syncSlx: forgetting(writes.syncSlx),
    syncRunbook: forgetting(writes.syncRunbook),
    syncSli: forgetting(writes.syncSli),
    delete: forgetting(writes.delete),
    usage,
    list,
    get: (workspace, name, { signal }) =>
      request.json(slx, { path: path`/api/v3/workspaces/${workspace}/slxs/${name}`, signal }),
    metrics: (workspace, name, query, { signal }) =>
      request.json(metrics, {
        path: path`/api/v3/workspaces/${workspace}/slxs/${name}/metrics`,
        query: { ...query },
        signal,
      }),
    runbook: (workspace, name, { signal }) =>
      request.json(withAny(runbook, BUNDLE_KEYS), {
        path: path`/api/v3/workspaces/${workspace}/slxs/${name}/runbook`,
        signal,
      }),
  };
}
