import { text as textOf } from 'node:stream/consumers';
import type { Config } from '../config/schema.ts';
import { canonical } from '../credentials/logins.ts';
import { loginsOfUser } from '../credentials/of-user.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import { PUBLIC_PLATFORMS } from '../names/public-platforms.ts';
import { appUrlOf } from '../platform/app-url.ts';
import { askPlatform, nameOf } from './login/ask-platform.ts';
import { openPage } from './login/open-page.ts';

interface LoginOptions {
  /** False with `--no-browser`. */
  browser: boolean;
}

/**
 * Takes a token, pasted without echo or from standard input, checks it with the platform and stores it for that address
 * only: in the system's keychain where there is one, otherwise in a file that only the user may read.
 */
export async function login(config: Config, { browser }: LoginOptions): Promise<number> {
  if (config.sandbox)
    throw new InvalidArguments('The sandbox needs no login.', { hint: 'Leave --sandbox out.' });
  const apiUrl = config.apiUrl || (await askAddress());
  const token = await askToken({ ...config, apiUrl }, browser);
  const { user, workspaces } = await askPlatform({ ...config, apiUrl, token });
  const logins = loginsOfUser(config.lookUpVariable);
  const { kept } = await logins.keep(apiUrl, token, config.agentUrl);
  const place = kept === 'keychain' ? "this system's keychain" : 'a file that only you may read';
  process.stdout.write(
    `Signed in at ${canonical(apiUrl)} as ${nameOf(user)}, who sees ${workspaces.length} workspaces.\n` +
      `The token is in ${place}; it is sent to no other address. To remove it: runwhen-platform-mcp logout\n`,
  );
  return 0;
}

/** The address of the platform, asked of the user. Throws `InvalidArguments` where there is nobody to ask. */
export async function askAddress(): Promise<string> {
  if (!process.stdin.isTTY)
    throw new InvalidArguments('Which platform?', {
      hint: `Give its API's address: --api-url ${PUBLIC_PLATFORMS.prod}, --api-url ${PUBLIC_PLATFORMS.beta}, or --api-url https://papi.<your-domain>.`,
    });
  const { select, text } = await import('./login/prompts.ts');
  const chosen = orStop(
    await select({
      message: 'Which platform?',
      options: [
        ...Object.entries(PUBLIC_PLATFORMS).map(([name, value]) => ({ value, label: name, hint: value })),
        { value: '', label: 'another', hint: 'self-hosted' },
      ],
    }),
  );
  if (chosen) return chosen;
  const given = orStop(
    await text({
      message: 'Address of its API, such as https://papi.example.com',
      validate: (value) =>
        /^https?:\/\/[^/]/.test(value ?? '') && URL.canParse(value!)
          ? undefined
          : 'An http:// or https:// URL.',
    }),
  );
  return canonical(given);
}

/** A token, pasted without echo by a person or read from standard input. */
export async function askToken(config: Config & { apiUrl: string }, browser: boolean): Promise<string> {
  if (!process.stdin.isTTY) {
    const token = (await textOf(process.stdin)).trim();
    if (token !== '' && !/\s/.test(token)) return token;
    throw new InvalidArguments(
      `There is ${token === '' ? 'no token' : 'more than a token'} on standard input.`,
      {
        hint: 'Run it at a terminal, or pass the token: login < token-file',
      },
    );
  }
  const page = config.appUrl ?? appUrlOf(config.apiUrl);
  const { password } = await import('./login/prompts.ts');
  process.stdout.write(`Make a token at ${page}: Settings > Access Tokens > Create Token.\n`);
  if (browser && !(await openPage(page))) process.stdout.write('(No browser could be opened here.)\n');
  const token = await password({ message: 'Paste the token; it is not shown', mask: '' });
  return orStop(token).trim();
}

/** Ctrl-C and Escape end a question and the command. */
export function orStop<Value>(answer: Value): Exclude<Value, symbol> {
  if (typeof answer !== 'symbol') return answer as Exclude<Value, symbol>;
  throw new InvalidArguments('Stopped; nothing was changed.', { hint: 'Run it again when you like.' });
}
