import {
  type Skill as PublishedSkill,
  type SkillSource,
  SkillsExtension,
  skillEntry,
} from '@modelcontextprotocol/server/ext/skills';
import type { Logger } from '../log/logger.ts';
import type { LoadedSkills, Skill } from './load-skills.ts';
import { boundedText, encodeFile, readReference } from './skill-resources.ts';

const BASE = 'skill://';

/**
 * The protocol's skills extension over the same folder: `skills/list` and `skills/get` with digests, and the files
 * as `skill://<name>/…`. It adds nothing to `resources/list`, which has the `runwhen-skill://` URIs. Every request
 * reads the disk anew; attach it to each server before it connects.
 */
export function createSkillsExtension(load: () => Promise<LoadedSkills>, log: Logger): SkillsExtension {
  const source: SkillSource = {
    async list() {
      const { skills } = await load();
      const described = await Promise.all(skills.map((skill) => describeOrLog(skill, log)));
      return { skills: described.filter((skill) => skill !== undefined) };
    },
    async get(uri) {
      const skill = (await load()).skills.find(({ name }) => uri === `${BASE}${name}/SKILL.md`);
      return skill && describe(skill);
    },
    async read(uri) {
      const { skills } = await load();
      for (const skill of skills) {
        if (uri === `${BASE}${skill.name}/SKILL.md`)
          return { text: boundedText(skill.text), mimeType: 'text/markdown' };
        const prefix = `${BASE}${skill.name}/references/`;
        const reference = skill.references.find(({ file }) => uri === prefix + encodeFile(file));
        if (reference) return { text: await readReference(skill, reference), mimeType: reference.mimeType };
      }
      return undefined;
    },
  };
  return new SkillsExtension({ source, baseUri: BASE });
}

/** The extension's rules are stricter than ours (a description is required): what it refuses is left out and logged. */
async function describeOrLog(skill: Skill, log: Logger): Promise<PublishedSkill | undefined> {
  try {
    return await describe(skill);
  } catch (error) {
    log.warn('skill_not_in_extension', { skill: skill.name, error: (error as Error).message });
    return undefined;
  }
}

async function describe(skill: Skill): Promise<PublishedSkill> {
  const references = await Promise.all(
    skill.references.map(async (reference) => [
      `references/${reference.file}`,
      await readReference(skill, reference),
    ]),
  );
  return skillEntry(skill.name, { 'SKILL.md': boundedText(skill.text), ...Object.fromEntries(references) });
}
