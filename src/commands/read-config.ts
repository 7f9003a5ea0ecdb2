import { readEnvironment } from '../config/environment.ts';
import { type Flags, loadConfig } from '../config/load.ts';
import { OPTIONS } from '../config/options.ts';
import type { Config } from '../config/schema.ts';
import { writeToStderr } from '../log/stderr.ts';

/** The configuration from the environment, a file of variables that the user named, and the flags, which win. */
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
  return config;
}

const unreadNotice = (path: string) =>
  `runwhen-platform-mcp: ${path} was not read, since a project must not decide where your token goes. ` +
  `To read it: --env-file .env, or ${OPTIONS.envFile.variable}=${path}\n`;
