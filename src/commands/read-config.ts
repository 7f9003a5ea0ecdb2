import { readEnvironment } from '../config/environment.ts';
import { type Flags, loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';

/** The configuration from the environment, a `.env` file and the flags, which win. */
export async function readConfig(flags: Flags): Promise<Config> {
  const workingDirectory = process.cwd();
  return loadConfig({ environment: await readEnvironment(workingDirectory), flags, workingDirectory });
}
