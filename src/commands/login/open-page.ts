import { spawn } from 'node:child_process';
import { homedir } from 'node:os';

/** Opens a page in the browser of this desktop; false where there is nothing to open it with. */
export function openPage(url: string): Promise<boolean> {
  const [program, ...args] = opener(url);
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: homedir(),
      stdio: 'ignore',
      detached: true,
      windowsHide: true,
    });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

function opener(url: string): [string, ...string[]] {
  if (process.platform === 'darwin') return ['/usr/bin/open', url];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}
