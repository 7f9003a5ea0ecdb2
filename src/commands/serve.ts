import type { Config } from '../config/schema.ts';
import { serveOverStdio } from '../server/stdio.ts';

/** Serves until told to stop. */
export async function serve(config: Config): Promise<number> {
  return serveOverStdio(config);
}
