import { join, resolve } from 'node:path';
import type { Config } from '../config/schema.ts';
import { expandPath } from '../context/expand-path.ts';
import { packageRoot } from './package-root.ts';

/** The folder that skills are read from: the one that `RUNWHEN_SKILLS_DIR` names, else the package's own. */
export function skillsFolder(
  config: Pick<Config, 'skillsDir' | 'lookUpVariable' | 'workingDirectory'>,
): string {
  if (!config.skillsDir) return join(packageRoot(), 'skills');
  return resolve(config.workingDirectory, expandPath(config.skillsDir, config.lookUpVariable).path);
}
