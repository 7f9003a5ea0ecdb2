import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { skillsFolder } from './skills-folder.ts';

/**
 * Names of the skills, for the instructions. The package's own folders are named after their skills, so that
 * starting up reads no file; another folder is loaded in full, because anything may be in it.
 */
export async function skillNames(
  config: Pick<Config, 'skillsDir' | 'lookUpVariable' | 'workingDirectory'>,
): Promise<string[]> {
  const folder = skillsFolder(config);
  if (config.skillsDir) {
    const { loadSkills } = await import('./load-skills.ts');
    return (await loadSkills(folder)).skills.map(({ name }) => name);
  }
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'SKILL.md')));
}
