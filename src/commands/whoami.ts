import type { Config } from '../config/schema.ts';
import { NotConfigured } from '../errors/platform-errors.ts';
import { tokenFacts } from '../platform/token-facts.ts';
import { askPlatform, nameOf } from './login/ask-platform.ts';
import { formatOf, print } from './terminal/print.ts';

/** Where the token of this configuration comes from, in words. */
export function sourceOfToken({ login, sandbox }: Pick<Config, 'login' | 'sandbox'>): string {
  if (sandbox) return 'the sandbox';
  if (login === undefined) return 'RUNWHEN_TOKEN';
  return login === 'keychain' ? "login, in this system's keychain" : 'login, in a file of yours';
}

/** Says whose the token is, on which platform, where it comes from and when it expires; never the token itself. */
export async function whoami(config: Config, options: { format?: string }): Promise<number> {
  const format = formatOf(options.format);
  if (!config.token && !config.sandbox)
    throw new NotConfigured('Nobody is signed in: there is no token.', {
      hint: 'Run runwhen-platform-mcp login, or set RUNWHEN_TOKEN.',
    });
  const { user, workspaces } = await askPlatform(config);
  const { kind, expires } = tokenFacts(config.token ?? '');
  print(
    {
      name: nameOf(user),
      platform: config.sandbox ? 'sandbox' : config.apiUrl,
      token: kind,
      from: sourceOfToken(config),
      expires:
        expires?.toISOString() ?? 'the token does not say; the list under Settings > Access Tokens does',
      workspaces: workspaces.map(({ name }) => name),
    },
    format,
  );
  return 0;
}
