import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The process's variables over those of a `.env` file in the working directory. The only place that reads the
 * process environment; an absent file is no error.
 */
export async function readEnvironment(workingDirectory: string): Promise<Record<string, string | undefined>> {
  const path = join(workingDirectory, '.env');
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return { ...process.env };
  const { parse } = await import('./dotenv.ts');
  return { ...parse(readFileSync(path)), ...process.env };
}
