import { describe, expect, it } from 'vitest';
import { slashRedirect } from '../../../src/platform/transport/redirect.ts';

const facts = {
  service: 'the RunWhen API at papi.test',
  request: 'GET /a',
  setting: 'RW_API_URL',
  origin: '',
  tokenAdvice: '',
  repeatable: true,
};

describe('slashRedirect', () => {
  it('keeps https where the platform behind TLS names itself with http', () => {
    expect(slashRedirect(facts, 'https://papi.test/a?b=1', 301, 'http://papi.test/a/')).toBe(
      'https://papi.test/a/?b=1',
    );
  });

  it.each([
    'https://papi.test.evil/a/',
    'https://evil@other/a/',
    '//other/a/',
    'https://papi.test:444/a/',
    'https://papi.test/b/',
  ])('refuses %s', (location) => {
    expect(() => slashRedirect(facts, 'https://papi.test/a', 301, location)).toThrow('not followed');
  });

  it('leaves other statuses alone', () => {
    expect(slashRedirect(facts, 'https://papi.test/a', 200, 'https://other/')).toBeNull();
  });
});
