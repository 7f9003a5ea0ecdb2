import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/script-rules/rule-table.ts';

/** Without the table: what says the findings. */
const sayingFindings = ['src/script-rules', 'src/commands/validate']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  .filter((path) => path.endsWith('.ts') && !path.endsWith('rule-table.ts'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

describe('a rule', () => {
  it('that no code names is not in the table', () => {
    const unused = Object.keys(RULES).filter((code) => !sayingFindings.includes(`'${code}'`));
    expect(unused, 'take it out of src/script-rules/rule-table.ts').toEqual([]);
  });
});

describe('a rule that can refuse', () => {
  it('says what it cannot see', () => {
    const refusing = Object.values(RULES).filter(({ severities }) =>
      severities.some((one) => one === 'error'),
    );
    expect(refusing.length).toBeGreaterThan(0);
    for (const { unseen } of refusing) expect(unseen).not.toBe('');
  });
});
