import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSkills } from '../../src/skills/load-skills.ts';
import { put, skillText, temporaryFolder } from './skill-folder.ts';

describe('loadSkills', () => {
  test('reads name, description, body and reference files, sorted by name', async () => {
    const folder = await temporaryFolder({
      'zebra/SKILL.md': skillText('zebra'),
      'apple/SKILL.md': skillText('apple', 'Use when fruit is wanted.'),
      'apple/references/b.sh': 'echo b\n',
      'apple/references/deep/a.py': 'print(1)\n',
    });
    const { skills, skipped } = await loadSkills(folder);
    expect(skills.map(({ name }) => name)).toEqual(['apple', 'zebra']);
    expect(skills[0]).toMatchObject({
      description: 'Use when fruit is wanted.',
      body: '# apple\n\nDo it.\n',
    });
    expect(skills[0]?.references.map(({ file, mimeType }) => [file, mimeType])).toEqual([
      ['b.sh', 'text/x-shellscript'],
      ['deep/a.py', 'text/x-python'],
    ]);
    expect(skipped).toEqual([]);
  });

  test('reads once for those who ask together, and anew for who asks afterwards', async () => {
    const folder = await temporaryFolder({ 'apple/SKILL.md': skillText('apple', 'First.') });
    const [one, other] = await Promise.all([loadSkills(folder), loadSkills(folder)]);
    expect(other).toBe(one);
    await put(folder, 'apple/SKILL.md', skillText('apple', 'Second.'));
    expect((await loadSkills(folder)).skills[0]?.description).toBe('Second.');
  });

  test.each([
    ['no front matter', '# Title\n', /front matter between two lines of ---/],
    ['broken YAML', '---\nname: [a\n---\nBody\n', /not YAML/],
    ['no name', '---\ndescription: x\n---\nBody\n', /name/],
    ['a name that is no URI word', '---\nname: Not A Name\n---\nBody\n', /lower-case words/],
    ['a front matter that is a list', '---\n- a\n---\nBody\n', /not a mapping/],
  ])('skips a file with %s and says why', async (_, text, problem) => {
    const folder = await temporaryFolder({ 'bad/SKILL.md': text, 'good/SKILL.md': skillText('good') });
    const { skills, skipped } = await loadSkills(folder);
    expect(skills.map(({ name }) => name)).toEqual(['good']);
    expect(skipped).toEqual([{ folder: 'bad', problem: expect.stringMatching(problem) }]);
  });

  test('takes CRLF line ends and a byte order mark', async () => {
    const text = `\uFEFF${skillText('windows').replaceAll('\n', '\r\n')}`;
    const { skills } = await loadSkills(await temporaryFolder({ 'windows/SKILL.md': text }));
    expect(skills[0]).toMatchObject({ name: 'windows', body: '# windows\r\n\r\nDo it.\r\n' });
  });

  test('shows what is on disk now', async () => {
    const folder = await temporaryFolder({ 'a/SKILL.md': skillText('a', 'Before.') });
    await loadSkills(folder);
    await put(folder, 'a/SKILL.md', skillText('a', 'After.'));
    await put(folder, 'b/SKILL.md', skillText('b'));
    const changed = await loadSkills(folder);
    expect(changed.skills.map(({ description }) => description)).toEqual(['After.', 'Use when b is wanted.']);
    await rm(join(folder, 'a'), { recursive: true });
    expect((await loadSkills(folder)).skills.map(({ name }) => name)).toEqual(['b']);
  });

  test('keeps the first of two skills with one name', async () => {
    const folder = await temporaryFolder({
      'first/SKILL.md': skillText('same', 'First.'),
      'second/SKILL.md': skillText('same', 'Second.'),
    });
    const { skills, skipped } = await loadSkills(folder);
    expect(skills.map(({ description }) => description)).toEqual(['First.']);
    expect(skipped).toEqual([{ folder: 'second', problem: 'first has its name' }]);
  });

  test('follows no link that leads out of the folder', async () => {
    const outside = await temporaryFolder({ 'SKILL.md': skillText('outside'), 'secret.md': 'secret\n' });
    const folder = await temporaryFolder({ 'in/SKILL.md': skillText('in') });
    await symlink(outside, join(folder, 'linked'));
    await mkdir(join(folder, 'in/references'));
    await symlink(join(outside, 'secret.md'), join(folder, 'in/references/secret.md'));
    await put(folder, 'more/SKILL.md', skillText('more'));
    await symlink(outside, join(folder, 'more/references'));
    const { skills, skipped } = await loadSkills(folder);
    expect(skills.map(({ name, references }) => [name, references])).toEqual([
      ['in', []],
      ['more', []],
    ]);
    expect(skipped.map(({ folder }) => folder)).toEqual(['linked']);
  });

  test('has no skills where the folder does not exist', async () => {
    const { skills, skipped } = await loadSkills('/nonexistent/skills');
    expect(skills).toEqual([]);
    expect(skipped).toEqual([{ folder: '/nonexistent/skills', problem: 'it does not exist' }]);
  });
});
