import type { IssueRow, OpenIssues } from '../open-issues.ts';
import type { SlxRow } from '../slx-details.tsx';

/** SLX and its open issues; undefined where they are not known. */
export interface Tile {
  slx: SlxRow;
  name: string;
  issues: IssueRow[] | undefined;
  /** 1 to 4; 5 for none. */
  worst: number;
}

export interface Group {
  /** Such as `kubernetes / prod-eu-1`. */
  path: string;
  tiles: Tile[];
  worst: number;
}

const LEVELS = 2;
const NONE = 5;

/** SLXs by the first levels of their resources' paths, the worst group and the worst SLX first. */
export function groupSlxs(slxs: readonly SlxRow[], open: OpenIssues | undefined): Group[] {
  const groups = new Map<string, Tile[]>();
  for (const slx of slxs) {
    const path =
      (slx.resourcePath ?? '').split('/').filter(Boolean).slice(0, LEVELS).join(' / ') || 'elsewhere';
    const tiles = groups.get(path);
    const tile = tileOf(slx, open);
    if (tiles) tiles.push(tile);
    else groups.set(path, [tile]);
  }
  return [...groups]
    .map(([path, tiles]) => ({
      path,
      tiles: tiles.toSorted((one, other) => one.worst - other.worst),
      worst: Math.min(...tiles.map(({ worst }) => worst)),
    }))
    .toSorted((one, other) => one.worst - other.worst || other.tiles.length - one.tiles.length);
}

function tileOf(slx: SlxRow, open: OpenIssues | undefined): Tile {
  const name = slx.shortName ?? slx.name;
  const issues = open && (open.bySlx.get(name) ?? []);
  return {
    slx,
    name,
    issues,
    worst: Math.min(NONE, ...(issues ?? []).map(({ severity }) => Number(severity) || NONE)),
  };
}

/** Any word of the alias, names, tags and path. */
export function matches({ name, slx }: Tile, sought: string): boolean {
  const text = [name, slx.alias, slx.resourcePath, ...(slx.tags ?? [])].join(' ').toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
