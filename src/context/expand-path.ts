import { homedir } from 'node:os';
import { join } from 'node:path';

/** A path with its `~` and variables replaced, and the variables that have no value. */
export interface ExpandedPath {
  path: string;
  /** Names that were left in the path as written. */
  unset: string[];
}

/**
 * Replaces a leading `~` by the home directory, and `$NAME` and `${NAME}` by what `lookUp` gives. A variable
 * without a value stays as written and is named in `unset`.
 */
export function expandPath(raw: string, lookUp: (name: string) => string | undefined): ExpandedPath {
  const unset: string[] = [];
  const expanded = raw.replace(/\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g, (written, braced, bare) => {
    const name: string = braced ?? bare;
    const value = lookUp(name);
    if (value === undefined) unset.push(name);
    return value ?? written;
  });
  return { path: expandHome(expanded), unset };
}

function expandHome(path: string): string {
  if (path === '~') return homedir();
  return /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : path;
}
