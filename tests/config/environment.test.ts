import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../src/config/environment.ts';

const TEXT = 'RW_API_URL=https://papi.acme.com\nMCP_SERVER_LABEL=prod\n';

function folderWith(bytes: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'env-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, '.env'), bytes);
  return folder;
}

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`)],
  ['UTF-16, the low byte first', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
  ['UTF-16, the high byte first', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
])('a file of variables that was named is read in %s', async (_, bytes) => {
  const { variables } = await readEnvironment(folderWith(bytes), '.env');
  expect(variables).toMatchObject({ RW_API_URL: 'https://papi.acme.com', MCP_SERVER_LABEL: 'prod' });
});

test('one that nobody named is not read, and is told of', async () => {
  const folder = folderWith(Buffer.from(TEXT.replaceAll('=', '_OF_NOBODY=')));
  const { variables, unreadFile } = await readEnvironment(folder, undefined);
  expect(unreadFile).toBe(join(folder, '.env'));
  expect(Object.keys(variables).filter((name) => name.endsWith('_OF_NOBODY'))).toEqual([]);
});
