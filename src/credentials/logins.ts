import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Keychain } from './keychain.ts';
import { removeKeptFile } from './remove-kept-file.ts';

/** A login that this machine keeps: the token of one platform. */
export interface Login {
  /** The API's address that the token was made for; it is sent to no other. */
  address: string;
  kept: 'keychain' | 'file';
  /** When it was kept, ISO 8601. */
  since: string;
  /** The assistant's address, where it was given when the login was made: the token goes there too. */
  agentUrl?: string;
}

export interface Logins {
  list(): Login[];
  /** The token for an address, with its login. Undefined where there is none, or the keychain gives none. */
  token(address: string): Promise<{ token: string; login: Login } | undefined>;
  /** Keeps a token, in the keychain where there is one. */
  keep(address: string, token: string, agentUrl: string | undefined): Promise<Login>;
  /** True where there was one. */
  forget(address: string): Promise<boolean>;
  /** Why the file of logins is not used, where it lies there and cannot be. */
  problem(): string | undefined;
}

const entry = z.object({
  kept: z.enum(['keychain', 'file']),
  since: z.string(),
  token: z.string().optional(),
  agentUrl: z.string().optional(),
});
const LoginFile = z.object({ version: z.literal(1), logins: z.record(z.string(), entry) });
type Entry = z.output<typeof entry>;
type Entries = Record<string, Entry>;

function loginOf(address: string, { token: _, ...entry }: Entry): Login {
  return { address, ...entry };
}

/** Logins in a file that only its owner may read; the tokens themselves are in the keychain where there is one. */
export function createLogins(path: string, keychain: Keychain | undefined): Logins {
  const read = () => readLogins(path);
  return {
    list: () => Object.entries(read().entries).map(([address, entry]) => loginOf(address, entry)),
    problem: () => read().problem,
    token: async (given) => {
      const address = canonical(given);
      const entry = read().entries[address];
      if (!entry) return undefined;
      const token = entry.kept === 'file' ? entry.token : await keychain?.read(address);
      return token ? { token, login: loginOf(address, entry) } : undefined;
    },
    keep: async (given, token, agentUrl) => {
      const address = canonical(given);
      const kept = (await keychain?.store(address, token)) ? 'keychain' : 'file';
      const entry: Entry = {
        kept,
        since: new Date().toISOString(),
        ...(agentUrl ? { agentUrl: canonical(agentUrl) } : {}),
      };
      writeLogins(path, { ...read().entries, [address]: kept === 'file' ? { ...entry, token } : entry });
      return loginOf(address, entry);
    },
    forget: async (given) => {
      const address = canonical(given);
      const { [address]: entry, ...others } = read().entries;
      if (!entry) return false;
      if (entry.kept === 'keychain') await keychain?.remove(address);
      if (Object.keys(others).length === 0) removeKeptFile(path);
      else writeLogins(path, others);
      return true;
    },
  };
}

/** One spelling for each address: lower-case host, no default port, no slash at the end. */
export function canonical(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`.replace(/\/+$/, '');
}

function readLogins(path: string): { entries: Entries; problem?: string } {
  const none = (problem?: string) => ({ entries: {}, ...(problem ? { problem } : {}) });
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return none();
  if (!found.isFile()) return none(`${path} is not a regular file.`);
  // Windows has no such bits; there the profile's own rights keep others out.
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    return none(`${path} can be read by others: chmod 600 it, or sign in again.`);
  try {
    return { entries: LoginFile.parse(JSON.parse(readFileSync(path, 'utf8'))).logins };
  } catch {
    return none(`${path} is not a file of logins that this version knows; sign in again.`);
  }
}

/** Written beside it first, so that a crash leaves the old file whole. */
function writeLogins(path: string, logins: Entries): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.${process.pid}.new`;
  writeFileSync(next, `${JSON.stringify({ version: 1, logins }, null, 2)}\n`, { mode: 0o600 });
  chmodSync(next, 0o600);
  renameSync(next, path);
}
