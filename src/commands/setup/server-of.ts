import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Config } from '../../config/schema.ts';
import { userFolder } from '../../credentials/login-file.ts';
import type { ServerEntry } from '../../hosts/server-entry.ts';
import { VERSION } from '../../server/identity.ts';
import { packageRoot } from '../../skills/package-root.ts';

/** The server's name in a host: `runwhen`, or with its label, so that several can be set up side by side. */
export const serverName = ({ label }: Pick<Config, 'label'>): string =>
  label ? `runwhen-${label.toLowerCase().replace(/[^a-z0-9_-]+/g, '-')}` : 'runwhen';

/**
 * How a host on this machine starts this very program: Node and the program by absolute path, so that the folder that
 * happens to be open does not decide what runs. It holds no token: the server reads the stored login.
 */
export function localServer(config: Config, root: string): ServerEntry {
  const flags = [...(config.sandbox ? ['--sandbox'] : []), ...(config.readOnly ? ['--read-only'] : [])];
  const env: Record<string, string> = {};
  if (config.apiUrl && !config.sandbox) env.RW_API_URL = config.apiUrl;
  if (config.defaultWorkspace) env.DEFAULT_WORKSPACE = config.defaultWorkspace;
  if (config.label) env.MCP_SERVER_LABEL = config.label;
  return { command: process.execPath, args: [join(root, 'dist', 'cli.js'), ...flags], env };
}

/** A place that npx and npm clear without asking. */
const isFleeting = (root: string) => root.includes(`${sep}_npx${sep}`);

/** Where the program that a host should start is: its own folder, or a copy in the user's where that folder may vanish. */
export function lastingRoot({ lookUpVariable }: Config): { root: string; make(): void } {
  const root = packageRoot();
  if (!isFleeting(root)) return { root, make() {} };
  const copy = join(userFolder(lookUpVariable), 'versions', VERSION);
  return {
    root: copy,
    make() {
      if (existsSync(join(copy, 'dist', 'cli.js'))) return;
      const next = `${copy}.${process.pid}`;
      rmSync(next, { recursive: true, force: true });
      cpSync(root, next, { recursive: true });
      rmSync(copy, { recursive: true, force: true });
      renameSync(next, copy);
    },
  };
}
