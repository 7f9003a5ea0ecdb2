import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { skillsFolder } from './skills-folder.ts';

/** How long names are good: over HTTP each request has a server of its own. */
const GOOD_FOR_MS = 5_000;
const known = new Map<string, { names: Promise<string[]>; until: number }>();

/**
 * Names of the skills, for the instructions. The package's own folders are named after their skills, so that
 * starting up reads no file; another folder is loaded in full, because anything may be in it.
 */
export async function skillNames(
  config: Pick<Config, 'skillsDir' | 'lookUpVariable' | 'workingDirectory'>,
): Promise<string[]> {
  const folder = skillsFolder(config);
  const now = performance.now();
  const remembered = known.get(folder);
  if (remembered && remembered.until > now) return remembered.names;
  const names = readNames(folder, !config.skillsDir);
  known.clear();
  known.set(folder, { names, until: now + GOOD_FOR_MS });
  return names;
}

async function readNames(folder: string, isOwn: boolean): Promise<string[]> {
  if (!isOwn) {
    const { loadSkills } = await import('./load-skills.ts');
    return (await loadSkills(folder)).skills.map(({ name }) => name);
  }
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'SKILL.md')));
}
