import { expect, test } from 'vitest';
import { z } from 'zod';
import { sayIssue } from '../../src/errors/say-issue.ts';

const month = z.string().regex(/^month$/, 'must be month');
const uuid = z.string().refine((text) => z.uuid().safeParse(text).success, 'is not a UUID');
const list = z.array(z.string()).refine((texts) => texts.length > 1, 'must be two');

test.each([
  ['a pattern', month, 'week', '"week" must be month'],
  ['a rule', uuid, 'x', '"x" is not a UUID'],
  ['a blank text', month, ' ', 'must be month'],
  ['a list', list, ['a'], 'must be two'],
])(
  'a message of the schema itself quotes what was given, where that can be quoted: %s',
  (_, schema, given, said) => {
    const [issue] = schema.safeParse(given).error!.issues;
    expect(sayIssue(issue!, given)).toBe(said);
  },
);
