import type { Config } from '../../config/schema.ts';
import { loadSkills } from '../../skills/load-skills.ts';
import { skillsFolder } from '../../skills/skills-folder.ts';
import { type Check, failed, ok, warning } from './check.ts';

/** The skills that the server would serve. */
export async function checkSkills(config: Config): Promise<Check[]> {
  const { folder, skills, skipped } = await loadSkills(skillsFolder(config));
  return [
    skills.length > 0
      ? ok('skills', `${skills.length} in ${folder}`)
      : failed(
          'skills',
          `There are none in ${folder}.`,
          'Correct RUNWHEN_SKILLS_DIR, or install the package anew.',
        ),
    ...skipped.map(({ folder, problem }) => warning('skills', `${folder}: ${problem}`, 'Fix or remove it.')),
  ];
}
