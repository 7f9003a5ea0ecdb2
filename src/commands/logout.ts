import type { Config } from '../config/schema.ts';
import { canonical } from '../credentials/logins.ts';
import { loginsOfUser } from '../credentials/of-user.ts';
import { InvalidArguments } from '../errors/request-errors.ts';

/**
 * Removes the login for the configured address, the only login, or all of them; the token itself is revoked on the platform.
 */
export async function logout(config: Config, options: { all?: boolean }): Promise<number> {
  const logins = loginsOfUser(config.lookUpVariable);
  const kept = logins.list().map(({ address }) => address);
  const chosen = options.all ? kept : [theAddress(config.apiUrl, kept)];
  const write = (text: string) => process.stdout.write(`${text}\n`);
  let removed = 0;
  for (const address of chosen) {
    const was = await logins.forget(address);
    if (was) removed += 1;
    write(was ? `Removed the login for ${address}.` : `There was no login for ${address}.`);
  }
  if (chosen.length === 0) write('There was no login.');
  if (removed > 0) write('The token itself stays good until you revoke it under Settings > Access Tokens.');
  return 0;
}

function theAddress(configured: string | undefined, kept: string[]): string {
  if (configured) return canonical(configured);
  const [only] = kept;
  if (kept.length === 1) return only!;
  if (kept.length === 0) throw new InvalidArguments('There is no login.', { hint: 'login makes one.' });
  throw new InvalidArguments(`There are ${kept.length} logins: ${kept.join(', ')}.`, {
    hint: 'Name one with --api-url, or remove all with --all.',
  });
}
