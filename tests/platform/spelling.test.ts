import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anySpelling } from '../../src/platform/spelling.ts';

const schema = anySpelling({
  slxName: z.string(),
  imageUrl: z.string().optional(),
  configProvided: z.record(z.string(), z.unknown()).optional(),
});

/** zod drops this one name. */
const names = fc.string().filter((name) => name !== '__proto__');

describe('anySpelling', () => {
  it.each([
    [{ slxName: 'a', imageUrl: 'i' }],
    [{ slx_name: 'a', image_url: 'i' }],
    [{ slxName: 'a', imageURL: 'i' }],
  ])('reads %j', (reply) => {
    expect(schema.parse(reply)).toEqual({ slxName: 'a', imageUrl: 'i' });
  });

  it('prefers the declared spelling where both arrive', () => {
    expect(schema.parse({ slx_name: 'old', slxName: 'new' }).slxName).toBe('new');
  });

  it('keeps what it does not declare under its own name', () => {
    expect(schema.parse({ slxName: 'a', other_key: 1 })).toEqual({ slxName: 'a', other_key: 1 });
  });

  it('never renames what lies below a free-form key', () => {
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (values) => {
        expect(schema.parse({ slxName: 'a', config_provided: values }).configProvided).toEqual(values);
      }),
    );
  });
});
