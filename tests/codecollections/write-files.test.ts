import { mkdir, readdir, readFile, realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFiles } from '../../src/codecollections/write-files.ts';
import { put, temporaryFolder } from '../skills/skill-folder.ts';

const file = (path: string, content = 'new\n') => ({ path, content });
const fresh = { overwrite: false };

describe('writeFiles', () => {
  test('writes the files below the folder, makes it, and leaves nothing else', async () => {
    const folder = join(await temporaryFolder(), 'not/yet/there');
    const written = await writeFiles(folder, [file('a/b.txt', 'é\n'), file('c.txt')], fresh);
    const root = await realpath(folder);
    expect(written).toEqual([join(root, 'a/b.txt'), join(root, 'c.txt')]);
    expect(await readFile(join(folder, 'a/b.txt'), 'utf8')).toBe('é\n');
    expect((await readdir(folder, { recursive: true })).sort()).toEqual(['a', 'a/b.txt', 'c.txt']);
  });

  test('refuses to replace a file, and then writes none of the others either', async () => {
    const folder = await temporaryFolder({ 'b.txt': 'old\n' });
    await expect(writeFiles(folder, [file('a.txt'), file('b.txt')], fresh)).rejects.toMatchObject({
      code: 'refused',
      hint: expect.stringContaining('overwrite: true'),
    });
    expect(await readdir(folder)).toEqual(['b.txt']);
    expect(await readFile(join(folder, 'b.txt'), 'utf8')).toBe('old\n');
  });

  test('replaces a file when told to', async () => {
    const folder = await temporaryFolder({ 'b.txt': 'old\n' });
    await writeFiles(folder, [file('b.txt')], { overwrite: true });
    expect(await readFile(join(folder, 'b.txt'), 'utf8')).toBe('new\n');
  });

  test.each(['../outside.txt', 'a/../../outside.txt'])('refuses the path %s', async (path) => {
    const folder = join(await temporaryFolder(), 'in');
    await expect(writeFiles(folder, [file(path)], { overwrite: true })).rejects.toMatchObject({
      code: 'refused',
    });
    expect(await readdir(join(folder, '..'))).toEqual(['in']);
  });

  test('refuses a folder that is a link to elsewhere', async () => {
    const outside = await temporaryFolder();
    const folder = await temporaryFolder();
    await symlink(outside, join(folder, 'codebundles'));
    await expect(
      writeFiles(folder, [file('codebundles/x/a.txt')], { overwrite: true }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('outside'),
    });
    expect(await readdir(outside)).toEqual([]);
  });

  test.each([
    ['a link to a file elsewhere', true],
    ['a link that leads nowhere', false],
  ])('refuses a file that is %s', async (_, exists) => {
    const outside = await temporaryFolder(exists ? { 'target.txt': 'old\n' } : {});
    const folder = await temporaryFolder();
    await symlink(join(outside, 'target.txt'), join(folder, 'a.txt'));
    await expect(writeFiles(folder, [file('a.txt')], { overwrite: true })).rejects.toMatchObject({
      message: expect.stringContaining('not a regular file'),
    });
    expect(await readdir(outside)).toEqual(exists ? ['target.txt'] : []);
  });

  test('follows a link that stays inside', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'real'));
    await symlink(join(folder, 'real'), join(folder, 'linked'));
    await writeFiles(folder, [file('linked/a.txt')], fresh);
    expect(await readdir(join(folder, 'real'))).toEqual(['a.txt']);
  });

  test('accepts an output folder that is itself a link', async () => {
    const outside = await temporaryFolder();
    const folder = join(await temporaryFolder(), 'link');
    await symlink(outside, folder);
    expect(await writeFiles(folder, [file('a.txt')], fresh)).toEqual([
      join(await realpath(outside), 'a.txt'),
    ]);
  });

  test('says what was written before the file system refused', async () => {
    const folder = await temporaryFolder();
    await put(folder, 'blocker', 'a file, not a folder\n');
    await expect(writeFiles(folder, [file('a.txt'), file('blocker/b.txt')], fresh)).rejects.toMatchObject({
      code: 'refused',
      detail: { written: [join(await realpath(folder), 'a.txt')] },
    });
  });
});
