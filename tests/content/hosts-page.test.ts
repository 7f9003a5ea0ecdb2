import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const rows = readFileSync('docs/hosts.md', 'utf8')
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
