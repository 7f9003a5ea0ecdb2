import { existsSync } from 'node:fs';
import { readEnvironment } from '../config/environment.ts';
import { type Flags, loadConfig } from '../config/load.ts';
import { OPTIONS } from '../config/options.ts';
import type { Config } from '../config/schema.ts';
import { loginFile } from '../credentials/login-file.ts';
import { writeToStderr } from '../log/stderr.ts';

/** The configuration from the environment, a file of variables that the user named, and the flags, which take precedence. */
export async function readConfig(flags: Flags): Promise<Config> {
  const workingDirectory = process.cwd();
  const { envFile } = flags;
  const environment = await readEnvironment(
    workingDirectory,
    typeof envFile === 'string' ? envFile : undefined,
  );
  if (environment.unreadFile) writeToStderr(unreadNotice(environment.unreadFile));
  const config = loadConfig({ environment: environment.variables, flags, workingDirectory });
  for (const warning of config.warnings) writeToStderr(`runwhen-platform-mcp: ${warning}\n`);
  return withLogin(config);
}

const unreadNotice = (path: string) =>
  `runwhen-platform-mcp: ${path} was not read, since a project must not decide where your token goes. ` +
  `To read it: --env-file .env, or ${OPTIONS.envFile.variable}=${path}\n`;

/**
 * Where no token is given, the login stored for this very address; where no address is given either, the only login there
 * is, since its owner named its address. Callers over HTTP bring tokens of their own.
 */
export async function withLogin(config: Config): Promise<Config> {
  const { token, apiUrl, sandbox, transport, lookUpVariable } = config;
  if (token || sandbox || transport === 'http' || !existsSync(loginFile(lookUpVariable))) return config;
  const [{ loginsOfUser }, { canonical }, { agentUrlOf }] = await Promise.all([
    import('../credentials/of-user.ts'),
    import('../credentials/logins.ts'),
    import('../platform/app-url.ts'),
  ]);
  const logins = loginsOfUser(lookUpVariable);
  const problem = logins.problem();
  if (problem) writeToStderr(`runwhen-platform-mcp: ${problem}\n`);
  const all = logins.list();
  const address = apiUrl || (all.length === 1 ? all[0]!.address : undefined);
  const found = address === undefined ? undefined : await logins.token(address);
  if (!found) return config;
  const { login } = found;
  const agentUrl = login.agentUrl ?? agentUrlOf(login.address);
  if (config.agentUrl && canonical(config.agentUrl) !== agentUrl) {
    writeToStderr(`runwhen-platform-mcp: ${elsewhere(login.address)}\n`);
    return config;
  }
  return { ...config, apiUrl: apiUrl || login.address, agentUrl, token: found.token, login: login.kept };
}

const elsewhere = (address: string) =>
  `the login for ${address} is not used, since ${OPTIONS.agentUrl.variable} would send its token elsewhere. ` +
  `Remove the variable, or sign in again with it set.`;
