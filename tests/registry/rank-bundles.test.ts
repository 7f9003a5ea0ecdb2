import { expect, test } from 'vitest';
import type { BundleRow } from '../../src/platform/registry.ts';
import { rankBundles } from '../../src/registry/rank-bundles.ts';

const row = (name: string, fields: Partial<BundleRow> = {}) => ({ name, slug: name, ...fields }) as BundleRow;
const ranked = (rows: BundleRow[], search?: string) => rankBundles(rows, search).map(({ name }) => name);

test('a match in the name beats one in the description', () => {
  const rows = [row('ingress', { description: 'health of a namespace' }), row('namespace-health')];
  expect(ranked(rows, 'namespace health')).toEqual(['namespace-health', 'ingress']);
});

test('short words do not count', () => {
  expect(ranked([row('redis'), row('of-the')], 'of redis')).toEqual(['redis', 'of-the']);
});

test("without words the registry's order stays", () => {
  expect(ranked([row('b'), row('a')])).toEqual(['b', 'a']);
});
