import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSkills } from '../../src/skills/load-skills.ts';
import { listSkillResources, readSkillResource } from '../../src/skills/skill-resources.ts';
import { put, skillText, temporaryFolder } from './skill-folder.ts';

const files = {
  'probe/SKILL.md': skillText('probe', 'Use when a probe is wanted.'),
  'probe/references/a b.sh': 'echo 1\n',
  'secret.md': 'top\n',
};

describe('skill resources', () => {
  test('are each skill and each of its reference files, described by the front matter', async () => {
    const folder = await temporaryFolder(files);
    const changed = new Date('2026-05-04T03:02:01.000Z');
    await utimes(join(folder, 'probe/SKILL.md'), changed, changed);
    // npm gives every file of a package this date, which says nothing.
    const packed = new Date('1985-10-26T08:15:00.000Z');
    await utimes(join(folder, 'probe/references/a b.sh'), packed, packed);
    expect(listSkillResources(await loadSkills(folder))).toEqual([
      {
        uri: 'runwhen-skill://probe',
        name: 'probe',
        title: 'Skill probe',
        description: 'Use when a probe is wanted.',
        mimeType: 'text/markdown',
        size: Buffer.byteLength(files['probe/SKILL.md']),
        annotations: { lastModified: '2026-05-04T03:02:01.000Z' },
      },
      {
        uri: 'runwhen-skill://probe/references/a%20b.sh',
        name: 'probe/a b.sh',
        title: 'Skill probe: a b.sh',
        description: 'Reference file of the skill probe.',
        mimeType: 'text/x-shellscript',
        size: 7,
      },
    ]);
  });

  test('can all be read', async () => {
    const loaded = await loadSkills(await temporaryFolder(files));
    const texts = listSkillResources(loaded).map(
      async ({ uri }) => (await readSkillResource(loaded, uri)).text,
    );
    expect(await Promise.all(texts)).toEqual([files['probe/SKILL.md'], 'echo 1\n']);
  });

  test('are cut where they are longer than a reply may be, between characters, and say so', async () => {
    const long = 'é'.repeat(60_000);
    const loaded = await loadSkills(await temporaryFolder({ ...files, 'probe/references/long.md': long }));
    const { text } = await readSkillResource(loaded, 'runwhen-skill://probe/references/long.md');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(80_000);
    expect(text).toMatch(/^é+\n\n\[Cut: \d+ of 120000 bytes are shown/);
  });

  test('are whole up to that length', async () => {
    const whole = 'x'.repeat(80_000);
    const loaded = await loadSkills(await temporaryFolder({ ...files, 'probe/references/long.md': whole }));
    expect((await readSkillResource(loaded, 'runwhen-skill://probe/references/long.md')).text).toBe(whole);
  });

  test('are read anew from a changed file', async () => {
    const folder = await temporaryFolder(files);
    await loadSkills(folder);
    await put(folder, 'probe/SKILL.md', skillText('probe', 'Changed.'));
    const { text } = await readSkillResource(await loadSkills(folder), 'runwhen-skill://probe');
    expect(text).toContain('Changed.');
  });

  test.each([
    'runwhen-skill://other',
    'runwhen-skill://probe/references/../../secret.md',
    'runwhen-skill://probe/references/%2e%2e/%2e%2e/secret.md',
    'runwhen-skill://probe/../secret.md',
    'file:///etc/passwd',
    'runwhen-skill://probe/references/none.md',
  ])('do not include %s', async (uri) => {
    const loaded = await loadSkills(await temporaryFolder(files));
    await expect(readSkillResource(loaded, uri)).rejects.toMatchObject({
      code: 'not_found',
      detail: { available: ['runwhen-skill://probe'] },
    });
  });
});
