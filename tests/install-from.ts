import { execFileSync } from 'node:child_process';

/** Installs what the lockfile in `folder` pins: programs and libraries that one suite needs, and nothing else. */
export function installFrom(folder: string): void {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  });
}
