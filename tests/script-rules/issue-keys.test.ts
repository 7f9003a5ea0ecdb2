import { describe, expect, it } from 'vitest';
import { ISSUE_KEYS, keyFault } from '../../src/script-rules/issue-keys.ts';

describe('§3 keys that look like an issue’s', () => {
  it.each(ISSUE_KEYS)('%s is right', (key) => {
    expect(keyFault(key)).toBeUndefined();
  });

  it.each(['title', 'severity', 'issue', 'issues', 'issued at', 'tissue title', ''])(
    '%j has nothing to do with issues',
    (key) => {
      expect(keyFault(key)).toBeUndefined();
    },
  );

  it.each([
    ['issue_id', 'snake_case'],
    ['issue_type', 'snake_case'],
    ['issue details', 'Unrecognized issue field key'],
    ['issue time', 'Unrecognized issue field key'],
  ])('%s is not corrected to something far from it', (key, words) => {
    expect(keyFault(key)).toMatchObject({ sure: false, message: expect.stringContaining(words) });
    expect(keyFault(key)?.correct).toBeUndefined();
  });
});
