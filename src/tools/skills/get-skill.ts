import { z } from 'zod';
import { nearest } from '../../errors/nearest.ts';
import { NotFound } from '../../errors/platform-errors.ts';
import { loadSkills, type Skill } from '../../skills/load-skills.ts';
import { readReference, referenceUri, skillUri } from '../../skills/skill-resources.ts';
import { skillsFolder } from '../../skills/skills-folder.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';

export const getSkill = defineTool({
  name: 'get_skill',
  title: 'Read a skill',
  description: "One skill's guide, or with reference one of its files, such as a script template.",
  toolset: 'skills',
  effect: 'read',
  keepsText: true,
  openWorld: false,
  input: z.object({
    name: z.string().describe('Skill name, as in list_skills'),
    reference: z.string().optional().describe('Reference file to read instead'),
  }),
  async run({ name, reference }, { config }) {
    const skill = findSkill((await loadSkills(skillsFolder(config))).skills, name);
    return reference === undefined ? showSkill(skill) : showReference(skill, reference);
  },
});

function findSkill(skills: Skill[], given: string): Skill {
  const name = given.trim().replace(/^runwhen-skill:\/\//, '');
  const skill = skills.find((skill) => skill.name === name);
  if (skill) return skill;
  throw unknownName(
    `There is no skill ${name}.`,
    name,
    skills.map(({ name }) => name),
  );
}

function showSkill({ name, description, body, references }: Skill) {
  return {
    name,
    description,
    uri: skillUri(name),
    body,
    references: references.map(({ file }) => ({ file, uri: referenceUri(name, file) })),
  };
}

async function showReference(skill: Skill, given: string) {
  const file = given.trim().replace(/^(.*\/)?references\//, '');
  const reference = skill.references.find((reference) => reference.file === file);
  if (!reference) {
    const files = skill.references.map(({ file }) => file);
    throw unknownName(`The skill ${skill.name} has no reference file ${file}.`, file, files);
  }
  const { mimeType } = reference;
  const content = await readReference(skill, reference);
  return {
    name: skill.name,
    reference: file,
    uri: referenceUri(skill.name, file),
    mime_type: mimeType,
    content,
  };
}

function unknownName(message: string, given: string, available: string[]): NotFound {
  const stems = new Map(available.map((one) => [stemOf(one), one]));
  const meant = stems.get(nearest(stemOf(given), stems.keys()) ?? '');
  return new NotFound(message, {
    hint: meant ? `Did you mean ${meant}?` : `Available: ${available.join(', ') || 'none'}.`,
    detail: { available },
  });
}

/** A name without the folder that it is in and its last extension. */
const stemOf = (name: string) => name.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
