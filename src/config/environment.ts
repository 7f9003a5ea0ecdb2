import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';

/**
 * The process's variables over those of a `.env` file in the working directory. The only place that reads the
 * process environment; an absent file is no error.
 */
export function readEnvironment(workingDirectory: string): Record<string, string | undefined> {
  return { ...readDotenv(join(workingDirectory, '.env')), ...process.env };
}

function readDotenv(path: string): Record<string, string> {
  try {
    return parse(readFileSync(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
