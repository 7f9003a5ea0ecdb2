import { execFileSync, spawnSync } from 'node:child_process';

/** Installs Debian's nginx where there is none. Throws, with what to do, where that takes a right that is missing. */
export default function install(): void {
  if (spawnSync('nginx', ['-v']).error === undefined) return;
  const apt = (...args: string[]) =>
    execFileSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  if (process.getuid?.() !== 0) {
    throw new Error('nginx is not installed, and only root may install it: sudo apt-get install nginx-light');
  }
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'nginx-light');
}
