import { InvalidArguments } from '../errors/request-errors.ts';
import type { Platform } from './platform.ts';
import type { CallOptions } from './request.ts';
import type { Workspace } from './workspaces.ts';

/** As many as an error can list and still be read. */
const SHOWN = 50;

/**
 * The short name of the workspace that a caller means: by short name, then by short name ignoring case, then by display
 * name ignoring case; blank means the default. A name that is not found is looked for again in a fresh list, for it may
 * be new; where the list is not whole, the platform is asked for that one. Throws `InvalidArguments`, whose detail lists
 * the workspaces that there are, where none or several fit.
 */
export async function resolveWorkspace(
  platform: Platform,
  given: string | undefined,
  defaultWorkspace: string | undefined,
  { signal }: CallOptions,
): Promise<string> {
  const wanted = given?.trim() || defaultWorkspace?.trim() || '';
  const known = matches((await platform.workspaces.list({ signal })).workspaces, wanted);
  if (known.length === 1) return known[0]!.name;
  const { workspaces, incomplete } = await platform.workspaces.list({ signal, fresh: wanted !== '' });
  const found = matches(workspaces, wanted);
  if (found.length === 1) return found[0]!.name;
  if (found.length === 0 && wanted !== '' && incomplete) {
    return (await platform.workspaces.get(wanted, { signal })).name;
  }
  throw unresolved(wanted, found.length > 1 ? found : workspaces);
}

function matches(workspaces: Workspace[], wanted: string): Workspace[] {
  const folded = wanted.toLowerCase();
  const ways: ((workspace: Workspace) => boolean)[] = [
    ({ name }) => name === wanted,
    ({ name }) => name.toLowerCase() === folded,
    ({ displayName }) => displayName.toLowerCase() === folded,
  ];
  return ways.map((way) => workspaces.filter(way)).find((found) => found.length > 0) ?? [];
}

function unresolved(wanted: string, workspaces: Workspace[]): InvalidArguments {
  const problem =
    wanted === '' ? 'No workspace is given.' : `No single workspace is called ${JSON.stringify(wanted)}.`;
  return new InvalidArguments(problem, {
    hint:
      workspaces.length === 0
        ? 'This token sees no workspace at all: ask for access, or use the token of another account.'
        : 'Give workspace_name as one of the names in detail.workspaces, or set DEFAULT_WORKSPACE.',
    detail: {
      workspaces: workspaces.slice(0, SHOWN).map(({ name, displayName }) => ({ name, displayName })),
      ...(workspaces.length > SHOWN ? { more: workspaces.length - SHOWN } : {}),
    },
  });
}
