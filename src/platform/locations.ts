import { z } from 'zod';
import { NotFound } from '../errors/platform-errors.ts';
import { withAny } from './expected.ts';
import { byOffset, listOnce, listPages } from './pages.ts';
import { type Path, path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';
import type { Slxs } from './slxs.ts';
import { anySpelling } from './spelling.ts';

/** A place that runs scripts. */
export interface Location {
  name: string;
  /** `public` reaches only the internet; any other value counts as private; null where the platform does not say. */
  type: string | null;
  /** Id of its runner. */
  uuid: string | null;
  /** `online`, `stale` or `unknown`. */
  health: string | null;
  lastHeartbeat: string | null;
}

export interface LocationList {
  locations: Location[];
  /** The source that they came from, in words; null where no source knows any. */
  source: string | null;
  /** One sentence for each source that knew none before this one, and for what is missing. */
  notes: string[];
}

export interface Locations {
  /**
   * The locations that can run a workspace's scripts. Asks these sources in turn until one knows any: the workspace's
   * runners, all runners that the caller sees, the endpoint of older platforms, and the runbook of the SLX `debugslx`.
   */
  list(workspace: string, options: CallOptions): Promise<LocationList>;
}

interface Source {
  name: string;
  /** Null where the platform has no such source; gaps in what it lists are noted. */
  load(workspace: string, ask: Asking): Promise<Location[] | null>;
}

interface Asking extends CallOptions {
  /** All runners that the caller sees; null where the platform has no list of them. */
  everyone: Promise<Runner[] | null>;
  notes: string[];
}

/** A location of any workspace; the owner of a shared one is null. */
type Runner = Location & { owner: string | null };

const entry = anySpelling({
  name: z.string().nullish(),
  /** The runner's id, in the list of a workspace's runners. */
  value: z.string().nullish(),
  runnerUuid: z.string().nullish(),
  type: z.string().nullish(),
  /** The workspace that owns the runner; a shared one has none. */
  workspaceName: z.string().nullish(),
  health: z.string().nullish(),
  lastHeartbeat: z.string().nullish(),
});

const listed = withAny(entry, ['name', 'value', 'runnerUuid']);

type Listed = z.output<typeof listed>;

const PAGE_SIZE = 1000;

export function createLocations(request: Requester, slxs: Slxs): Locations {
  const sources = sourcesOf(request, slxs);
  return {
    list: async (workspace, options) => {
      const notes: string[] = [];
      // Requested together with the workspace's own list, which nearly always needs it to tell public from private.
      const everyone = unlessMissing(allRunners(request, options));
      everyone.catch(() => {});
      for (const { name, load } of sources) {
        const locations = await load(workspace, { ...options, everyone, notes });
        if (locations && locations.length > 0) return { locations, source: name, notes };
        notes.push(locations ? `${name} lists no location.` : `${name} is not there (404).`);
      }
      return { locations: [], source: null, notes };
    },
  };
}

function sourcesOf(request: Requester, slxs: Slxs): Source[] {
  const listedAt = async (address: Path, { signal, notes }: Asking) => {
    const list = await unlessMissing(listOnce(request, listed, { path: address, signal }));
    if (list?.incomplete) notes.push(`Locations: ${list.incomplete}`);
    return list?.results.map(toLocation) ?? null;
  };
  return [
    {
      name: 'the list of runners of the workspace',
      load: async (workspace, ask) => {
        const own = await listedAt(path`/api/v3/workspaces/${workspace}/runners`, ask);
        if (!own?.some(({ type }) => type === null)) return own;
        const everyone = await ask.everyone;
        const types = new Map(everyone?.map(({ uuid, type }) => [uuid, type]));
        const told = own.map((one) => ({ ...one, type: one.type ?? types.get(one.uuid) ?? null }));
        const untold = told.filter(({ type }) => type === null).map(({ name }) => name);
        if (untold.length > 0)
          ask.notes.push(
            `Whether ${untold.join(', ')} can be used by every workspace is not known: the list of all runners ${everyone ? 'does not have it' : 'is not there (404)'}.`,
          );
        return told;
      },
    },
    {
      name: 'the list of all runners',
      load: async (workspace, { everyone }) =>
        (await everyone)
          ?.filter(({ owner }) => !owner || owner === workspace)
          .map(({ owner: _, ...location }) => location) ?? null,
    },
    {
      name: 'authorizedlocations',
      load: (workspace, ask) => listedAt(path`/api/v3/workspaces/${workspace}/authorizedlocations`, ask),
    },
    {
      name: 'the runbook of the SLX debugslx',
      load: async (workspace, { signal }) => {
        const runbook = await unlessMissing(slxs.runbook(workspace, 'debugslx', { signal }));
        if (!runbook) return null;
        const { spec, runnerUuid } = runbook;
        const name = typeof spec?.location === 'string' ? spec.location : runnerUuid;
        return name ? [toLocation(listed.parse({ name, runnerUuid }))] : [];
      },
    },
  ];
}

/** Every runner that the caller sees. One that no workspace owns is shared; that is what `public` means. */
async function allRunners(request: Requester, { signal }: CallOptions): Promise<Runner[]> {
  const call = { path: path`/api/v3/runners`, signal };
  const { results } = await listPages(request, listed, call, byOffset(PAGE_SIZE));
  return results.map((runner) => {
    const owner = runner.workspaceName || null;
    const place = toLocation(runner);
    return { ...place, type: place.type ?? (owner ? 'workspace' : 'public'), owner };
  });
}

function toLocation({ name, value, runnerUuid, type, health, lastHeartbeat }: Listed): Location {
  const uuid = value ?? runnerUuid ?? null;
  return {
    name: name || (uuid ?? 'unnamed'),
    type: type ?? null,
    uuid,
    health: health ?? null,
    lastHeartbeat: lastHeartbeat ?? null,
  };
}

async function unlessMissing<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
