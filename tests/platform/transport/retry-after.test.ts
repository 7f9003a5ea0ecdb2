import { describe, expect, it } from 'vitest';
import { retryAfterSeconds } from '../../../src/platform/transport/retry.ts';

const now = Date.parse('2026-11-23T10:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['7', 7],
    [' 0 ', 0],
    ['Mon, 23 Nov 2026 10:00:30 GMT', 30],
    ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('of %j is %j seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});
