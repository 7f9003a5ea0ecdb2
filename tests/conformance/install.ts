import { execFileSync } from 'node:child_process';

/** Installs the pinned Inspector, suite and Node from their own lockfile. */
export default function install(): void {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: 'tests/conformance/programs',
    stdio: 'inherit',
  });
}
