import { homedir } from 'node:os';
import { join } from 'node:path';

type LookUp = (name: string) => string | undefined;

/** Where this program keeps what belongs to a user: `%APPDATA%` on Windows, else `XDG_CONFIG_HOME` or `~/.config`. */
export function userFolder(lookUp: LookUp): string {
  const base =
    process.platform === 'win32'
      ? (lookUp('APPDATA') ?? join(homedir(), 'AppData', 'Roaming'))
      : lookUp('XDG_CONFIG_HOME') || join(homedir(), '.config');
  return join(base, 'runwhen-platform-mcp');
}

/** The file of logins. */
export const loginFile = (lookUp: LookUp): string => join(userFolder(lookUp), 'logins.json');
