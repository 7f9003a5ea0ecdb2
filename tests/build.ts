import { execFileSync } from 'node:child_process';

/** Builds the product once, so that end-to-end tests drive what users run. */
export default function buildOnce(): void {
  if (process.env.TESTS_SKIP_BUILD) return;
  execFileSync('npm', ['run', '--silent', 'build', '--', '--silent'], { stdio: 'inherit' });
}
