import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generated } from '../scripts/generated-files.ts';

it.each(generated())('$path is what npm run generate writes', ({ path, text }) => {
  expect(readFileSync(path, 'utf8')).toBe(text);
});
