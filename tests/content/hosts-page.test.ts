import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FEATURES } from '../../scripts/host-features.ts';

const [byEra] = readFileSync('docs/hosts.md', 'utf8').split('<!-- features:start -->');
const rows = byEra!
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| |') && !line.startsWith('| ---'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('docs/hosts.md names for each row a test that there is', () => {
  expect(rows.length).toBeGreaterThan(10);
  for (const cells of rows) {
    const [, what, ...rest] = cells;
    const [, seenBy] = /^`(tests\/[\w/.-]+\.(?:test|check)\.ts)`$/.exec(rest.at(-2) ?? '') ?? [];
    expect(rest, what).toHaveLength(6);
    expect(seenBy, `${what}: the last cell is the path of a test`).toBeDefined();
    expect(existsSync(seenBy!), `${what}: ${seenBy}`).toBe(true);
  }
});

describe.each(Object.entries(FEATURES))('what servers have: %s', (_subject, features) => {
  test.each(features)('$what: is shown by what it names, or says why not', ({ here, says, seenBy }) => {
    expect(says.length).toBeGreaterThan(10);
    if (!seenBy) return expect(here).toBe('no');
    const [file, words] = seenBy;
    expect(readFileSync(file, 'utf8')).toContain(words);
  });
});
