import { spawn } from 'node:child_process';
import { homedir } from 'node:os';

/** The system's own place for secrets, reached through its own program. */
export interface Keychain {
  /** False where the program is missing, or has no place to keep anything, as on a server without a desktop. */
  store(account: string, secret: string): Promise<boolean>;
  read(account: string): Promise<string | undefined>;
  remove(account: string): Promise<void>;
}

const SERVICE = 'runwhen-platform-mcp';
/** A person may have to unlock it; a program that waits for longer waits for nobody. */
const ANSWER_WITHIN_MS = 30_000;

const PROGRAMS = { security: '/usr/bin/security', secretTool: 'secret-tool' };

/** The keychain of this system; none on Windows, whose programs store secrets and give none back. */
export function keychainOf(platform: NodeJS.Platform, programs = PROGRAMS): Keychain | undefined {
  if (platform === 'darwin') return macKeychain(programs.security);
  return platform === 'win32' ? undefined : secretService(programs.secretTool);
}

/** Secrets travel over standard input: arguments of processes can be seen by everybody on the machine. */
function macKeychain(program: string): Keychain {
  return {
    store: async (account, secret) => {
      const command = ['add-generic-password', '-U', '-a', account, '-s', SERVICE, '-w', secret];
      return (await run(program, ['-i'], `${command.map(quote).join(' ')}\n`)) !== undefined;
    },
    read: (account) => run(program, ['find-generic-password', '-a', account, '-s', SERVICE, '-w']),
    remove: async (account) => {
      await run(program, ['delete-generic-password', '-a', account, '-s', SERVICE]);
    },
  };
}

function secretService(program: string): Keychain {
  const key = (account: string) => ['service', SERVICE, 'address', account];
  return {
    store: async (account, secret) =>
      (await run(program, ['store', '--label=RunWhen token', ...key(account)], secret)) !== undefined,
    read: (account) => run(program, ['lookup', ...key(account)]),
    remove: async (account) => {
      await run(program, ['clear', ...key(account)]);
    },
  };
}

const quote = (word: string) => `"${word.replace(/["\\]/g, '\\$&')}"`;

/** What a program printed; undefined where it is missing, fails or does not end. */
function run(program: string, args: string[], input = ''): Promise<string | undefined> {
  return new Promise((resolve) => {
    // Never in the open folder, which is not the user's to vouch for.
    const child = spawn(program, args, {
      cwd: homedir(),
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const timer = setTimeout(() => child.kill(), ANSWER_WITHIN_MS);
    const end = (printed: string | undefined) => {
      clearTimeout(timer);
      resolve(printed);
    };
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk;
    });
    child.stdin.on('error', () => {});
    child.on('error', () => end(undefined));
    child.on('close', (code) => end(code === 0 ? printed.replace(/\r?\n$/, '') : undefined));
    child.stdin.end(input);
  });
}
