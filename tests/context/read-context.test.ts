import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readContextFile } from '../../src/context/read-context.ts';
import { temporaryFolder } from '../skills/skill-folder.ts';

test('readContextFile says why the file system refuses', async () => {
  const path = join(await temporaryFolder(), 'gone.md');
  await expect(readContextFile(path)).rejects.toMatchObject({
    code: 'refused',
    message: `${path} is not found.`,
  });
});
