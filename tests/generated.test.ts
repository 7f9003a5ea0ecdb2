import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generated } from '../scripts/generated-files.ts';

it.each(generated())('$path is what npm run generate writes', ({ path, text }) => {
  expect(existsSync(path), `${path} is missing: npm run generate writes it`).toBe(true);
  expect(readFileSync(path, 'utf8'), `${path} is stale: run npm run generate`).toBe(text);
});
