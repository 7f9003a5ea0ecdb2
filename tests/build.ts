import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the program is built from. */
const SOURCES = [
  'src',
  'scripts',
  'skills',
  'tsup.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'node_modules/.package-lock.json',
];

/** Written last, and dated when the build began. */
const BUILT = 'dist/THIRD-PARTY-NOTICES.txt';

const changedAt = (path: string) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** Whether the build began after the last change of what it is made of; a file removed from a folder is a change too. */
function isFresh(): boolean {
  const within = SOURCES.flatMap((path) =>
    existsSync(path) && statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))
      : [],
  );
  return changedAt(BUILT) > Math.max(...[...SOURCES, ...within].map(changedAt));
}

/** Builds the product where it is older than its sources, so that end-to-end tests drive what users run. */
export default function buildOnce(): void {
  if (process.env.TESTS_SKIP_BUILD || isFresh()) return;
  execFileSync('npm', ['run', '--silent', 'build', '--', '--silent'], { stdio: 'inherit' });
}
