import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidArguments } from '../../src/errors/request-errors.ts';
import { path } from '../../src/platform/path.ts';

describe('path', () => {
  it('encodes what would otherwise end a segment or begin a query', () => {
    expect(path`/api/v3/workspaces/${'a/b?c#d e'}/slxs`).toBe('/api/v3/workspaces/a%2Fb%3Fc%23d%20e/slxs');
  });

  it.each(['', '.', '..', '\ud800'])('refuses %j', (value) => {
    expect(() => path`/api/${value}`).toThrow(InvalidArguments);
  });

  it('keeps every value one segment that a URL parser gives back unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
        fc.pre(value !== '.' && value !== '..');
        const segments = new URL(`http://host${path`/a/${value}/z`}`).pathname.split('/');
        expect(segments.map(decodeURIComponent)).toEqual(['', 'a', value, 'z']);
      }),
    );
  });
});
