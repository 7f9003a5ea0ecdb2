import type { CallerCache } from './cache.ts';
import type { Page } from './pages.ts';
import type { CallOptions } from './request.ts';
import type { SecretEntry } from './slx-sync.ts';

/** What the SLXs of a workspace use, as learned from one page of them. */
export interface SlxUsage {
  /** Names or runner ids of the locations that runbooks name, one for each runbook. */
  locations: string[];
  /** Secrets of runbooks and SLIs, by the name that the script sees. */
  secrets: SecretEntry[];
  /** How many SLXs this was learned from, the first in the platform's order. */
  read: number;
  /** How many SLXs there are; null where the platform does not say. */
  count: number | null;
  /** When it was read, on the clock of `performance.now()`. */
  readAt: number;
}

interface Part {
  runnerUuid?: string | null | undefined;
  secretsProvided?: Partial<Record<keyof SecretEntry, string | null | undefined>>[] | null | undefined;
  spec?: Record<string, unknown> | null | undefined;
}

/** The part of an SLX that is used here. */
interface UsingSlx {
  runbook?: Part | null | undefined;
  sli?: Part | null | undefined;
}

type ListSlxs = (
  workspace: string,
  filters: { max: number },
  options: CallOptions,
) => Promise<Page<UsingSlx>>;

/** Also the most that the platform's list returns at once. */
const PAGE = 250;
const CACHE_TTL_MS = 5 * 60_000;

/** Learns and forgets what SLXs use, for one caller. */
export function createSlxUsage(list: ListSlxs, cache: CallerCache) {
  const key = (workspace: string) => `slx-usage:${workspace}`;
  return {
    usage: (workspace: string, { signal }: CallOptions): Promise<SlxUsage> =>
      cache.get(key(workspace), (shared) => learn(list, workspace, shared), { ttlMs: CACHE_TTL_MS, signal }),
    forget: (workspace: string) => cache.forget(key(workspace)),
  };
}

async function learn(list: ListSlxs, workspace: string, signal: AbortSignal): Promise<SlxUsage> {
  const { results, count, incomplete } = await list(workspace, { max: PAGE }, { signal });
  return {
    locations: results.flatMap(locationOf),
    secrets: results.flatMap(secretsOf),
    read: results.length,
    count: incomplete ? null : count,
    readAt: performance.now(),
  };
}

function locationOf({ runbook }: UsingSlx): string[] {
  const named = runbook?.spec?.location ?? runbook?.runnerUuid;
  return typeof named === 'string' && named !== '' ? [named] : [];
}

function secretsOf({ runbook, sli }: UsingSlx): SecretEntry[] {
  return [runbook, sli].flatMap((part) => {
    const provided =
      part?.secretsProvided ?? (part?.spec?.secretsProvided as Partial<SecretEntry>[] | undefined) ?? [];
    return provided.flatMap(({ name, workspaceKey }) =>
      name && workspaceKey ? [{ name, workspaceKey }] : [],
    );
  });
}
