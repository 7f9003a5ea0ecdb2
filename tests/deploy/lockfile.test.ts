import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { packages }: { packages: Record<string, { integrity?: string; link?: boolean; resolved?: string }> } =
  JSON.parse(readFileSync('package-lock.json', 'utf8'));
const entries = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link);

test('every entry of the lockfile has an integrity, those for other systems too', () => {
  expect(entries.length).toBeGreaterThan(100);
  expect(entries.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? ''))).toEqual([]);
});

test('no entry of the lockfile names a place of its own to come from', () => {
  expect(
    entries.filter(([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/')),
  ).toEqual([]);
});
