import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/config/script-limits.ts';
import { byteLength, checkCombinedSize, checkSize } from '../../src/script-rules/sizes.ts';

describe('§7 size of one script', () => {
  it('is fine when small', () => {
    expect(checkSize(500, DEFAULT_LIMITS)).toEqual({});
  });

  it('draws a warning over the soft limit', () => {
    const verdict = checkSize(500, { softBytes: 100, hardBytes: 10_000 });
    expect(verdict.warning).toContain('base64');
    expect(verdict.error).toBeUndefined();
  });

  it('is refused over the hard limit', () => {
    const { error } = checkSize(500, { softBytes: 10, hardBytes: 100 });
    expect(error).toContain('registry codebundle');
    expect(error).toContain('script_path');
  });

  it('is named by its label', () => {
    expect(checkSize(500, { softBytes: 10, hardBytes: 100 }, 'SLI script').error).toMatch(/^SLI script/);
  });

  it.each([
    [0, 'fine'],
    [10_240, 'fine'],
    [10_241, 'warning'],
    [65_536, 'warning'],
    [65_537, 'error'],
  ])('of %i bytes is %s by default', (bytes, expected) => {
    const { warning, error } = checkSize(bytes, DEFAULT_LIMITS);
    expect(error ? 'error' : warning ? 'warning' : 'fine').toBe(expected);
  });

  it('counts bytes, not characters', () => {
    expect(byteLength('ü🙂')).toBe(6);
  });
});

describe('§7 size of task and SLI together', () => {
  const both = { script: 600, sliScript: 600 };

  it('draws a warning that lists both', () => {
    const { warning } = checkCombinedSize(both, { softBytes: 1000, hardBytes: 10_000 });
    expect(warning).toContain('script=600B');
    expect(warning).toContain('sli_script=600B');
  });

  it('is refused over the hard limit', () => {
    expect(checkCombinedSize(both, { softBytes: 10, hardBytes: 1000 }).error).toContain('script_gzip_base64');
  });

  it('refuses the sum where the hard limit is the lower one', () => {
    expect(checkCombinedSize(both, { softBytes: 10_000, hardBytes: 1000 }).error).toContain(
      'the limit is 1000',
    );
  });

  it.each([
    ['both are small', { script: 400, sliScript: 400 }],
    ['there is no SLI', { script: 5000, sliScript: 0 }],
    ['there is no task', { script: 0, sliScript: 5000 }],
  ])('is fine where %s', (_, sizes) => {
    expect(checkCombinedSize(sizes, { softBytes: 1000, hardBytes: 2000 })).toEqual({});
  });
});
