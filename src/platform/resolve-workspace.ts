import { nearest } from '../errors/nearest.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import type { Platform } from './platform.ts';
import type { CallOptions } from './request.ts';
import type { Workspace } from './workspaces.ts';

/** How many workspaces an error lists. */
const SHOWN = 50;

/**
 * The short name of the workspace that a caller means: by short name, then by short name ignoring case, then by display name
 * ignoring case; blank means the default. A name that is not found is looked up again in a fresh list, since the workspace
 * may be new; where the list is incomplete, the platform is asked for that workspace. Throws `InvalidArguments` where none
 * or several match; its detail lists the workspaces.
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
  if (found.length > 1)
    throw unresolved(`${found.length} workspaces are called ${JSON.stringify(wanted)}.`, found);
  throw unresolved(wanted === '' ? 'No workspace is given.' : unknown(wanted, workspaces), workspaces);
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

function unknown(wanted: string, workspaces: Workspace[]): string {
  const meant = nearest(
    wanted,
    workspaces.map(({ name }) => name),
  );
  return `This token sees no workspace called ${JSON.stringify(wanted)}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
}

/** What to do where the list of workspaces is empty. */
export const SEES_NONE =
  'This token sees no workspace at all: ask for access, or use the token of another account.';

function unresolved(problem: string, workspaces: Workspace[]): InvalidArguments {
  return new InvalidArguments(problem, {
    hint:
      workspaces.length === 0
        ? SEES_NONE
        : 'Give workspace_name as one of the names in detail.workspaces, or set DEFAULT_WORKSPACE.',
    detail: {
      workspaces: workspaces.slice(0, SHOWN).map(({ name, displayName }) => ({ name, displayName })),
      ...(workspaces.length > SHOWN ? { more: workspaces.length - SHOWN } : {}),
    },
  });
}
