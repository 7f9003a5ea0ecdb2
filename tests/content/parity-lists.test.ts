import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROMPTS } from '../../src/prompts/catalogue.ts';
import { tools } from '../../src/tools/catalogue.ts';
import facts from '../ground-truth/python-server-parameters.json' with { type: 'json' };

const page = readFileSync('docs/parity.md', 'utf8');
const rowOf = (start: string) => page.split('\n').find((line) => line.startsWith(start)) ?? '';

test('docs/parity.md names every tool beside those of the Python server', () => {
  const known = new Set(facts.tools.map(({ tool }) => tool));
  const further = tools.map(({ name }) => name).filter((name) => !known.has(name));
  const row = rowOf(`| ${known.size} tools | same ${known.size}, and `);
  expect([...row.matchAll(/`(\w+)`/g)].map(([, name]) => name).toSorted()).toEqual(further.toSorted());
});

test('docs/parity.md counts the prompts', () => {
  expect(PROMPTS).toHaveLength(10);
  expect(rowOf('| no prompts |')).toContain('| ten, ');
});
