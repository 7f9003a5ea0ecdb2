import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { tools } from '../../src/tools/catalogue.ts';

const files = readdirSync('tests/tools', { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.test.ts'),
);
const titleOf = /\b(?:describe|test|it)(?:\.each\([^)]*\))?\(\s*(['"`])(.*?)\1/gs;
const titles = files.flatMap((path) => [
  basename(path, '.test.ts').replaceAll('-', '_'),
  ...[...readFileSync(join('tests/tools', path), 'utf8').matchAll(titleOf)].map(([, , title]) => title!),
]);

test.each(tools.map(({ name }) => name))('%s has tests that are found by its name', (name) => {
  const words = new RegExp(`\\b${name}\\b`);
  expect(titles.some((title) => words.test(title))).toBe(true);
});
