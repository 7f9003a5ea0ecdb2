import { describe, expect, test } from 'vitest';
import { getSkill } from '../../../src/tools/skills/get-skill.ts';
import { listSkills } from '../../../src/tools/skills/list-skills.ts';
import { put, skillText, temporaryFolder } from '../../skills/skill-folder.ts';
import { localContext } from '../../skills/tool-context.ts';

const skillsIn = async (files: Record<string, string>) => {
  const folder = await temporaryFolder(files);
  return { folder, context: localContext({ environment: { RUNWHEN_SKILLS_DIR: folder } }) };
};

const two = {
  'run-slx/SKILL.md': skillText('run-slx'),
  'build-task/SKILL.md': skillText('build-task'),
  'build-task/references/task.sh': 'main() { :; }\n',
};

describe('list_skills', () => {
  test('counts the skills of RUNWHEN_SKILLS_DIR and lists them by name', async () => {
    const { context } = await skillsIn(two);
    expect(await listSkills.run({}, context)).toEqual({
      count: 2,
      skills: [
        {
          name: 'build-task',
          description: 'Use when build-task is wanted.',
          uri: 'runwhen-skill://build-task',
          references: ['task.sh'],
        },
        {
          name: 'run-slx',
          description: 'Use when run-slx is wanted.',
          uri: 'runwhen-skill://run-slx',
          references: [],
        },
      ],
    });
  });

  test('says which folders hold no usable skill', async () => {
    const { context } = await skillsIn({ 'bad/SKILL.md': 'no front matter\n' });
    expect(await listSkills.run({}, context)).toMatchObject({
      count: 0,
      notes: [expect.stringContaining('Skipped bad')],
    });
  });

  test('lists the skills that come with the package where no folder is set', async () => {
    const listed = (await listSkills.run({}, localContext({}))) as { skills: { name: string }[] };
    expect(listed.skills.map(({ name }) => name)).toContain('build-runwhen-task');
    expect(listed).not.toHaveProperty('notes');
  });
});

describe('get_skill', () => {
  test('returns the body and names the reference files', async () => {
    const { context } = await skillsIn(two);
    expect(await getSkill.run({ name: 'build-task' }, context)).toEqual({
      name: 'build-task',
      description: 'Use when build-task is wanted.',
      uri: 'runwhen-skill://build-task',
      body: '# build-task\n\nDo it.\n',
      references: [{ file: 'task.sh', uri: 'runwhen-skill://build-task/references/task.sh' }],
    });
  });

  test('takes the skill’s URI for its name', async () => {
    const { context } = await skillsIn(two);
    expect(await getSkill.run({ name: 'runwhen-skill://run-slx' }, context)).toMatchObject({
      name: 'run-slx',
    });
  });

  test('returns a reference file', async () => {
    const { context } = await skillsIn(two);
    expect(
      await getSkill.run({ name: 'build-task', reference: 'references/task.sh' }, context),
    ).toMatchObject({
      reference: 'task.sh',
      mime_type: 'text/x-shellscript',
      content: 'main() { :; }\n',
    });
  });

  test('shows a changed skill at the next call', async () => {
    const { folder, context } = await skillsIn(two);
    await put(folder, 'run-slx/SKILL.md', skillText('run-slx', 'New words.'));
    expect(await getSkill.run({ name: 'run-slx' }, context)).toMatchObject({ description: 'New words.' });
  });

  test('refuses an unknown name with the nearest and all names', async () => {
    const { context } = await skillsIn(two);
    await expect(getSkill.run({ name: 'run_slxs' }, context)).rejects.toMatchObject({
      code: 'not_found',
      hint: 'Did you mean run-slx?',
      detail: { available: ['build-task', 'run-slx'] },
    });
  });

  test.each(['tsk', 'task', 'references/tasks.sh', 'task.bash'])(
    'refuses the unknown reference file %s with the nearest',
    async (reference) => {
      const { context } = await skillsIn(two);
      const read = getSkill.run({ name: 'build-task', reference }, context);
      await expect(read).rejects.toMatchObject({ code: 'not_found', hint: 'Did you mean task.sh?' });
    },
  );

  test('refuses a reference file outside the skill', async () => {
    const { context } = await skillsIn(two);
    await expect(
      getSkill.run({ name: 'build-task', reference: '../SKILL.md' }, context),
    ).rejects.toMatchObject({
      code: 'not_found',
      detail: { available: ['task.sh'] },
    });
  });
});
