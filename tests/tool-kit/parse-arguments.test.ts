import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InvalidArguments } from '../../src/errors/request-errors.ts';
import { defineTool, type ToolDefinition } from '../../src/tool-kit/define-tool.ts';
import { parseArguments } from '../../src/tool-kit/parse-arguments.ts';

const tool = defineTool({
  name: 'sample_tool',
  title: 'Sample',
  description: 'Takes one of everything.',
  toolset: 'slxs',
  effect: 'read',
  input: z.object({
    slx_name: z.string().min(1).describe('SLX short name'),
    count: z.int().min(1).max(9).describe('How many').optional(),
    ratio: z.number().describe('A share').optional(),
    dry_run: z.boolean().default(false).describe('Send nothing'),
    access: z.enum(['read-only', 'read-write']).describe('Access').optional(),
    tags: z
      .array(z.object({ name: z.string(), value: z.string() }))
      .describe('Tags')
      .optional(),
    hierarchy: z.array(z.string()).describe('Levels').optional(),
    env_vars: z.record(z.string(), z.string()).describe('Environment').optional(),
  }),
  run: async (args) => args,
});

const parse = (args: Record<string, unknown>) => parseArguments(tool, { slx_name: 'a', ...args });
const refusal = (args: Record<string, unknown>) => {
  try {
    parseArguments(tool, args);
  } catch (error) {
    return error as InvalidArguments;
  }
  throw new Error('It was not refused.');
};

describe('clumsy but clear arguments', () => {
  it.each([
    ['null for an option that is left out', { count: null, dry_run: null }, { dry_run: false }],
    ['a number as text', { count: '5', ratio: ' 0.5 ' }, { count: 5, ratio: 0.5 }],
    ['a number where text is expected', { slx_name: 7 }, { slx_name: '7' }],
    ['a letter for a truth value', { dry_run: 't' }, { dry_run: true }],
    ['a truth value as text', { dry_run: 'True' }, { dry_run: true }],
    ['a list as JSON text', { tags: '[{"name":"a","value":1}]' }, { tags: [{ name: 'a', value: '1' }] }],
    ['a map as JSON text', { env_vars: '{"A": 1, "B": null}' }, { env_vars: { A: '1' } }],
    ['numbers in a map of texts', { env_vars: { A: 1, B: true } }, { env_vars: { A: '1', B: 'true' } }],
    ['one value for a list of one', { hierarchy: 'platform' }, { hierarchy: ['platform'] }],
    [
      'one object for a list of one',
      { tags: { name: 'a', value: 'b' } },
      { tags: [{ name: 'a', value: 'b' }] },
    ],
    [
      'secrets as a runbook has them',
      { env_vars: [{ name: 'kubeconfig', workspaceKey: 'k8s:file@secret/kubeconfig:kubeconfig' }] },
      { env_vars: { kubeconfig: 'k8s:file@secret/kubeconfig:kubeconfig' } },
    ],
    [
      'one of them, as text of Python',
      { env_vars: "[{'name': 'A', 'workspaceKey': 'b'}]" },
      { env_vars: { A: 'b' } },
    ],
    [
      'one of them, without a list',
      { env_vars: { name: 'A', workspace_key: 'b' } },
      { env_vars: { A: 'b' } },
    ],
    [
      'keys and values',
      { env_vars: [{ key: 'A', value: 1 }], tags: [{ key: 'team', value: 'pay' }] },
      { env_vars: { A: '1' }, tags: [{ name: 'team', value: 'pay' }] },
    ],
    [
      'variables that are named key and value',
      { env_vars: { key: 'A', value: '1' } },
      { env_vars: { key: 'A', value: '1' } },
    ],
    [
      'maps in a list of pairs',
      { tags: [{ team: 'pay', env: 'prod' }, '{"tier": 1}'] },
      {
        tags: [
          { name: 'team', value: 'pay' },
          { name: 'env', value: 'prod' },
          { name: 'tier', value: '1' },
        ],
      },
    ],
    ['JSON that says one thing twice', { env_vars: '{"A": "1", "A": "1"}' }, { env_vars: { A: '1' } }],
    [
      'JSON that says one key in two places',
      { tags: '[{"name": "a", "value": "1"}, {"name": "b", "value": "2"}]' },
      {
        tags: [
          { name: 'a', value: '1' },
          { name: 'b', value: '2' },
        ],
      },
    ],
    ['a pair said twice', { env_vars: [{ A: 1 }, { name: 'A', value: 1 }] }, { env_vars: { A: '1' } }],
  ])('%s works', (_, given, expected) => {
    expect(parse(given)).toMatchObject(expected);
  });

  it('leaves JSON text alone where text is expected', () => {
    expect(parse({ slx_name: '{"a": 1}' }).slx_name).toBe('{"a": 1}');
  });
});

describe('a name without letters', () => {
  const input = z.object({
    since: z.string().describe('Since').optional(),
    search: z.string().describe('Words').optional(),
  });
  const blank = { since: ' ', search: ' ' };
  const parsed = (effect: 'read' | 'write') =>
    parseArguments({ ...tool, effect, input } as ToolDefinition<typeof input>, blank);

  it('narrows nothing that is read, while words stay as they are', () => {
    expect(parsed('read')).toEqual({ search: ' ' });
  });

  it('is kept where it may be written', () => {
    expect(parsed('write')).toEqual({ since: '', search: ' ' });
  });
});

describe('arguments that cannot be meant', () => {
  it.each<Record<string, unknown>>([
    { slx_name: { length: { toString: 1 } } },
    { slx_name: { length: { valueOf: null, toString: null } } },
    { slx_name: 'a', count: { toString: 1 } },
    { slx_name: 'a', tags: [{ name: { length: { toString: [] } }, value: 'x' }] },
    { slx_name: 'a', hierarchy: [{ length: { toString: [] } }] },
    { slx_name: 'a', env_vars: { A: { length: { toString: [] } } } },
  ])('are refused as objects, whatever these hold: %j', (args) => {
    const error = refusal(args);
    expect(error).toBeInstanceOf(InvalidArguments);
    expect(error.message).toContain('an object is not ');
  });

  const twice = 'A is given twice, with different values';
  it.each<[string, unknown, string]>([
    ['maps of one name', [{ A: 1 }, { A: 2 }], twice],
    ['pairs of one name', ['x', 'y'].map((value) => ({ name: 'A', value })), twice],
    ['secrets of one name', ['x', 'y'].map((workspaceKey) => ({ name: 'A', workspaceKey })), twice],
    [
      'lists of two of one name',
      [
        ['A', 1],
        ['A', 2],
      ],
      twice,
    ],
    ['lines of one name', 'A=1\nB=2\nexport A=3', twice],
    ['lines of one name in a list', ['A=1', 'A=2'], twice],
    ['forms that say one name', [{ A: 1 }, 'A=2'], twice],
    ['Python that says one name twice', "[('A', 1), ('A', 2)]", twice],
    ['JSON that has one key twice', '{"A": "1", "B": true, "A": "2"}', twice],
    ['JSON in a fence that has one key twice', '```json\n{"A": 1, "\\u0041": 2}\n```', twice],
    ['a dict that has one key twice', "{'A': 1, 'A': 2}", twice],
    ['JSON in a list that has one key twice', ['{"A": 1, "A": 2}'], `its item 1 ${twice}`],
    [
      'more than a pair',
      [{ name: 'A', value: 1, secret: true }],
      'its item 1 has name but is not a pair of name and value: it has name, value, secret',
    ],
    [
      'a name without a value',
      [{ B: 1 }, { name: 'A' }],
      'its item 2 has name but is not a pair of name and value: it has name',
    ],
    [
      'a key under a name of its own',
      [{ envName: 'A', workspaceKey: 'b' }],
      'its item 1 has workspaceKey but is not a pair of name and value: it has envName, workspaceKey',
    ],
    ['a list of three', [['A', 1, 2]], 'its item 1 is not a pair of name and value'],
    ['a number in a list', [{ A: 1 }, 5], 'its item 2 is neither {name, value}, an object nor NAME=value'],
    ['a word', 'A', '"A" is neither JSON nor a line NAME=value'],
    ['a word in a list', ['A=1', 'B'], 'its item 2 "B" is neither JSON nor a line NAME=value'],
    ['a line of several that sets nothing', 'A=1\nB', '"B" is neither JSON nor a line NAME=value'],
    ['JSON that breaks off', '{"A": 1,', 'starts like JSON but is not valid JSON'],
    ['a number', 5, '5 is not an object of names and values'],
  ])('a map given as %s is refused by the form that failed', (_, env_vars, why) => {
    const { message, hint, detail } = refusal({ slx_name: 'a', env_vars });
    expect(message).toBe(`sample_tool: env_vars: ${why}.`);
    expect(detail).toEqual({ fields: [{ field: 'env_vars', message: why }] });
    expect(hint).toBe(
      'env_vars takes an object of names and values, a list of {name, value}, or lines NAME=value: Environment.',
    );
  });

  it.each<[Record<string, unknown>, string]>([
    [{ access: 'read-onyl' }, 'access: "read-onyl" is not one of the values (did you mean read-only?)'],
    [{ access: 'readonly!' }, 'access: "readonly!" is not one of the values (did you mean read-only?)'],
    [{ access: 'read' }, 'access: "read" is not one of read-only, read-write'],
    [{ access: ['read-only', 'read-write'] }, 'access: a list is not one of read-only, read-write'],
    [{ count: 'ten' }, 'count: "ten" is not a number'],
    [{ count: 1.5 }, 'count: 1.5 is not a whole number'],
    [{ count: 10 }, 'count: 10 is more than 9'],
    [{ count: 0 }, 'count: 0 is less than 1'],
    [{ dry_run: 'maybe' }, 'dry_run: "maybe" is not true or false'],
    [{ dry_run: {} }, 'dry_run: an object is not true or false'],
    [{ slx_name: ['a', 'b'] }, 'slx_name: a list is not text'],
    [{ env_vars: { A: ['x', 'y'] } }, 'env_vars.A: a list is not text'],
    [{ tags: 'prod' }, 'tags.0: "prod" is neither {name, value} nor name:value'],
    [{ tags: [{ name: 'env' }] }, 'tags.0.value: is missing'],
    [{ tags: [5] }, 'tags.0: 5 is not an object'],
    [{ hierarchy: [['a'], {}] }, 'hierarchy.1: an object is not text'],
    [{ ratio: 'x'.repeat(60) }, `ratio: "${'x'.repeat(39)}… is not a number`],
  ])('%j is refused in words', (given, why) => {
    expect(refusal({ slx_name: 'a', ...given }).message).toBe(`sample_tool: ${why}.`);
  });

  it('names an unknown argument and the nearest valid one', () => {
    const error = refusal({ slx_nam: 'a' });
    expect(error.message).toBe('sample_tool takes no argument slx_nam (did you mean slx_name?).');
    expect(error.hint).toContain('env_vars');
  });

  it('names what is missing', () => {
    expect(refusal({}).message).toBe('sample_tool needs slx_name.');
  });

  it.each([
    ['access', 'rw', 'one of read-only, read-write: Access.'],
    ['count', 10, 'a whole number from 1 to 9: How many.'],
    ['ratio', 'much', 'a number: A share.'],
    ['tags', 'A', 'a list of objects: Tags.'],
    ['hierarchy', [{}], 'a list of texts: Levels.'],
  ])('says what %s takes, and what it is for', (name, value, takes) => {
    expect(refusal({ slx_name: 'a', [name]: value }).hint).toBe(`${name} takes ${takes}`);
  });

  it('names every field that is wrong', () => {
    const { detail } = refusal({ slx_name: 'a', count: 10, ratio: 'much' });
    expect(detail?.fields).toMatchObject([{ field: 'count' }, { field: 'ratio' }]);
  });

  it('is an InvalidArguments whatever comes, or parses', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('slx_name', 'count', 'tags', 'x'), fc.jsonValue()),
        (given) => {
          try {
            parseArguments(tool, given);
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidArguments);
          }
        },
      ),
    );
  });
});

describe('names that every object has', () => {
  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])(
    'are unknown arguments like any other: %s',
    (name) => {
      const error = refusal({ slx_name: 'a', ...JSON.parse(`{"${name}": 1}`) });
      expect(error.message).toBe(`sample_tool takes no argument ${name}.`);
    },
  );

  it('are no truth value, and are shown as they were given', () => {
    const { message } = refusal({ slx_name: 'a', dry_run: 'constructor' });
    expect(message).toContain('"constructor" is not true or false');
  });

  it('may be names of variables', () => {
    const env_vars = { constructor: '1', toString: 'x' };
    expect(parse({ env_vars })).toMatchObject({ env_vars });
  });
});
