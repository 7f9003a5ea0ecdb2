import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFileStart, readFileWhole } from '../../src/files/read-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-file-'));
const at = (name: string) => join(folder, name);
const socket = createServer();

beforeAll(async () => {
  writeFileSync(at('plain'), 'text');
  writeFileSync(at('empty'), '');
  mkdirSync(at('folder'));
  execFileSync('mkfifo', [at('pipe')]);
  symlinkSync(at('pipe'), at('link to a pipe'));
  symlinkSync(at('plain'), at('link'));
  await new Promise<void>((resolve) => socket.listen(at('socket'), resolve));
});

afterAll(() => {
  socket.close();
  rmSync(folder, { recursive: true });
});

describe('a file that somebody named', () => {
  test.each([
    ['pipe', 'is a pipe, not a file'],
    ['link to a pipe', 'is a pipe, not a file'],
    ['socket', 'is a socket, not a file'],
    ['folder', 'is a folder, not a file'],
    ['gone', 'is not found'],
    ['plain/below', 'is not found'],
  ])('is refused at once as a %s', async (name, why) => {
    const start = performance.now();
    await expect(readFileWhole(at(name), 100)).rejects.toMatchObject({ why });
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test.runIf(process.platform === 'linux').each([
    ['/dev/zero', 'is a device, not a file'],
    ['/proc/kmsg', 'is made by the kernel, not kept on a disk'],
    ['/proc/self/environ', 'is made by the kernel, not kept on a disk'],
    ['/sys/kernel/mm/transparent_hugepage/enabled', 'is made by the kernel, not kept on a disk'],
  ])('is refused at once as %s', async (path, why) => {
    await expect(readFileWhole(path, 100)).rejects.toMatchObject({ why });
  });

  test('is read through a link, when empty, and at its largest', async () => {
    expect(await readFileWhole(at('link'), 100)).toEqual(Buffer.from('text'));
    expect(await readFileWhole(at('empty'), 100)).toEqual(Buffer.alloc(0));
    expect(await readFileWhole(at('plain'), 4)).toEqual(Buffer.from('text'));
    await expect(readFileWhole(at('plain'), 3)).rejects.toMatchObject({
      why: 'has 4 bytes, more than the limit of 3',
    });
  });

  test.runIf(process.platform === 'linux')('is read where a path of /proc or /dev leads to it', async () => {
    const below = `/proc/self/root${at('plain')}`;
    expect(await readFileWhole(below, 100)).toEqual(Buffer.from('text'));
    const shared = mkdtempSync('/dev/shm/read-file-');
    try {
      writeFileSync(join(shared, 'x'), 'text');
      expect(await readFileWhole(join(shared, 'x'), 100)).toEqual(Buffer.from('text'));
    } finally {
      rmSync(shared, { recursive: true });
    }
  });

  test('is read in part where only its start is wanted', async () => {
    writeFileSync(at('long'), 'x'.repeat(600_000));
    expect(await readFileStart(at('long'), 10)).toEqual({
      bytes: Buffer.from('x'.repeat(10)),
      size: 600_000,
    });
    expect((await readFileStart(at('long'), 1_000_000)).bytes.length).toBe(600_000);
  });
});
