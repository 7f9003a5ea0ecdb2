import { z } from 'zod';
import { type LoadedSkills, loadSkills } from '../../skills/load-skills.ts';
import { skillUri } from '../../skills/skill-resources.ts';
import { skillsFolder } from '../../skills/skills-folder.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';

export const listSkills = defineTool({
  name: 'list_skills',
  title: 'List skills',
  description: 'Step-by-step guides for working with RunWhen, and when to use each. Read one with get_skill.',
  toolset: 'skills',
  effect: 'read',
  openWorld: false,
  input: z.object({}),
  async run(_args, { config }) {
    const loaded = await loadSkills(skillsFolder(config));
    return { count: loaded.skills.length, skills: loaded.skills.map(summarise), ...notesOf(loaded) };
  },
});

function summarise({ name, description, references }: LoadedSkills['skills'][number]) {
  return { name, description, uri: skillUri(name), references: references.map(({ file }) => file) };
}

function notesOf({ skipped }: LoadedSkills): { notes?: string[] } {
  if (skipped.length === 0) return {};
  return { notes: skipped.map(({ folder, problem }) => `Skipped ${folder}: ${problem}.`) };
}
