import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** What is committed here, cloned: nothing that was built, nothing that is not in git. */
let folder: string;
let clone: string;

const run = (cwd: string, command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

function emptyFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'package.json'), '{"private":true}');
  return path;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-'));
  clone = join(folder, 'clone');
  run(folder, 'git', 'clone', '--quiet', pathToFileURL(resolve('.')).href, clone);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SOURCES: Record<string, () => string> = {
  'from git': () => `git+${pathToFileURL(clone).href}`,
  'from a tarball of a clean clone': () => {
    run(clone, 'npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error');
    return join(clone, run(clone, 'npm', 'pack', '--silent').trim().split('\n').at(-1)!);
  },
};

test.each(Object.entries(SOURCES))(
  'installed %s, the package is whole and its demo plays',
  (name, source) => {
    const place = emptyFolder(name.replaceAll(' ', '-'));
    run(place, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', source());
    expect(readdirSync(join(place, 'node_modules')).filter((entry) => !entry.startsWith('.'))).toEqual([
      'runwhen-platform-mcp',
    ]);
    const printed = run(place, 'npx', '--no-install', 'runwhen-platform-mcp', 'demo');
    expect(printed).toContain('Use it');
    expect(printed).toContain('cli.js');
  },
);
