import { describe, expect, test } from 'vitest';
import { InvalidArguments } from '../../src/errors/request-errors.ts';
import type { ToolDefinition } from '../../src/tool-kit/define-tool.ts';
import { FREE_TEXTS } from '../../src/tool-kit/free-texts.ts';
import { CONFIRM_KEY } from '../../src/tool-kit/own-arguments.ts';
import { parseArguments } from '../../src/tool-kit/parse-arguments.ts';
import { inputSchema } from '../../src/tool-kit/publish-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';

type Schema = {
  type?: string;
  enum?: string[];
  items?: Schema;
  properties?: Record<string, Schema>;
} & Record<string, unknown>;
type Arguments = Record<string, unknown>;

/** Values of parameters whose schema does not show what they take. */
const SAMPLES: Record<string, unknown> = {
  codebundle_repo_url: 'https://git.example/shop.git',
  generate: ['summary', 'next_steps'],
  history: '24h',
  image_url: 'https://icons.example/pod.svg',
  issue_ids: [7, 8],
  note_id: '0b0f7a3e-6f0d-4b59-9d59-2c1a4f2c7d11',
  resolution: '5m',
  runtime_vars: [{ name: 'LIMIT', default: '5' }],
  sink_configs: [{ type: 'slack', mode: 'channel', target: '#ops' }],
  match_rules: [{ type: 'pattern', pattern: 'x' }],
  slo: { objective: 99.5, threshold: 1, operand: 'lt' },
  window: '30d',
};

function sampleOf(name: string, schema: Schema): unknown {
  if (name in SAMPLES) return SAMPLES[name];
  if (schema.enum) return schema.enum.at(-1);
  switch (schema.type) {
    case 'integer':
      return Math.max(2, Number(schema.minimum ?? 0));
    case 'number':
      return 0.5;
    case 'boolean':
      return true;
    case 'array':
      return schema.items?.type === 'object' ? [{ name: 'env', value: 'prod' }] : ['one-name', 'other/name'];
    case 'object':
      return { A: '1', B: 'null' };
    default:
      return 'some-name';
  }
}

/** As Python's `repr` writes it. */
function repr(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${repr(key)}: ${repr(item)}`)
    .join(', ')}}`;
}

const LEFT_OUT = Symbol('left out');
const REFUSED = Symbol('refused');
const EMPTY = Symbol('what an empty list is read as');

/** What a form of a value must be read as: the value itself, another one, as left out, or refused by name. */
type Form = [form: string, given: unknown, read: unknown];

const NOTHING: Form[] = [
  ['null', null, LEFT_OUT],
  ['the text null', 'null', LEFT_OUT],
  ["Python's None", 'None', LEFT_OUT],
];
const BLANK: Form = ['no text', '', LEFT_OUT];

function formsOf(name: string, schema: Schema, sample: unknown): Form[] {
  const json = JSON.stringify(sample);
  switch (schema.type) {
    case 'integer':
    case 'number':
      return [
        ...NOTHING,
        BLANK,
        ['text', `${sample}`, sample],
        ['text with blanks', ` ${sample} `, sample],
        ['quotes around it', `"${sample}"`, sample],
        ['a list of one', [sample], sample],
        ['a list in a list', [[`${sample}`]], sample],
        ['a word', 'several', REFUSED],
        ['an object', { value: sample }, REFUSED],
      ];
    case 'boolean':
      return [
        ...NOTHING,
        BLANK,
        ['text', 'true', true],
        ['Python', 'True', true],
        ['other case', 'TRUE', true],
        ['a word for it', 'yes', true],
        ['quotes around it', '"false"', false],
        ['a list of one', [true], true],
        ['another word', 'perhaps', REFUSED],
      ];
    case 'array':
      return listForms(sample as unknown[], schema, json, FREE_TEXTS.has(name));
    case 'object':
      return [
        ...NOTHING,
        BLANK,
        ['JSON text', json, sample],
        ['fenced JSON text', `\`\`\`json\n${json}\n\`\`\``, sample],
        ["Python's repr", repr(sample), sample],
        ['pairs', pairsOf(sample as Arguments), sample],
        ['pairs as text', JSON.stringify(pairsOf(sample as Arguments)), sample],
        ['lists of two', Object.entries(sample as Arguments), sample],
        ['a list of one', [sample], sample],
        ...(name in SAMPLES
          ? []
          : ([
              ['lines', 'A=1\nB=null', sample],
              ['a pair', { name: 'A', value: '1' }, { A: '1' }],
            ] as Form[])),
        ['a word', 'several', REFUSED],
        ['a list of words', ['several'], REFUSED],
      ];
    default:
      return textForms(name, schema, String(sample));
  }
}

const pairsOf = (map: Arguments) => Object.entries(map).map(([name, value]) => ({ name, value }));

function listForms(sample: unknown[], { items = {} }: Schema, json: string, free: boolean): Form[] {
  const [first] = sample;
  return [
    ['null', null, LEFT_OUT],
    ...(free ? [] : NOTHING),
    BLANK,
    ['no items', '[]', EMPTY],
    ['JSON text', json, sample],
    ['fenced JSON text', `\`\`\`\n${json}\n\`\`\``, sample],
    ["Python's repr", repr(sample), sample],
    ['one for a list', first, [first]],
    ['one as JSON text', JSON.stringify(first), free ? ['"one-name"'] : [first]],
    ['a list in a list', [sample], sample],
    ['JSON text in a list', [json], sample],
    ['repr in a list', [repr(sample)], sample],
    ['null in a list', [...sample, null], sample],
    ...(items.type === 'object'
      ? ([['words', 'several words', REFUSED]] as Form[])
      : free
        ? []
        : ([
            ['names between commas', sample.join(', '), sample],
            ['quotes around each', sample.map((one) => `"${one}"`), sample],
          ] as Form[])),
    ...(Object.keys(items.properties ?? {})
      .toSorted()
      .join() === 'name,value'
      ? ([
          ['a map', { env: 'prod' }, sample],
          ['a map as text', '{"env": "prod"}', sample],
          ['joined pairs', ['env:prod'], sample],
        ] as Form[])
      : []),
  ];
}

function textForms(name: string, schema: Schema, sample: string): Form[] {
  if (FREE_TEXTS.has(name)) {
    return [
      ['null', null, LEFT_OUT],
      ['the word null', 'null', 'null'],
      ['quotes', '"as it is"', '"as it is"'],
      ['JSON', '{"a": [1]}', '{"a": [1]}'],
      ['a fence', '```\nx\n```', '```\nx\n```'],
      ['blanks', ' x ', ' x '],
      ['a number', 7, '7'],
      ['a list of one', ['x'], 'x'],
      ['a list', ['x', 'y'], REFUSED],
    ];
  }
  return [
    ...NOTHING,
    ['quotes around it', `"${sample}"`, sample],
    ['single quotes', `'${sample}'`, sample],
    ['backticks', `\`${sample}\``, sample],
    ['blanks around it', ` ${sample}\n`, sample],
    ['a list of one', [sample], sample],
    ['a list in a list', [[sample]], sample],
    ['a list', [sample, sample], REFUSED],
    ['an object', { name: sample }, REFUSED],
    ...(schema.enum
      ? ([
          BLANK,
          ['other case', sample.toUpperCase(), sample],
          ['other separators', sample.replaceAll(/[-_]/g, ' '), sample],
          ['another word', 'something-else', REFUSED],
        ] as Form[])
      : []),
  ];
}

/** A value for every parameter that the tool requires. */
function needed(tool: ToolDefinition): Arguments {
  const { properties, required = [] } = inputSchema(tool);
  return Object.fromEntries(required.map((name) => [name, sampleOf(name, properties[name] as Schema)]));
}

function read(tool: ToolDefinition, name: string, given: unknown): unknown {
  try {
    return (parseArguments(tool, { ...needed(tool), [name]: given }) as Arguments)[name];
  } catch (error) {
    if (!(error instanceof InvalidArguments)) throw error;
    expect(`${error.message} ${error.hint}`, 'the refusal names the parameter').toContain(name);
    return REFUSED;
  }
}

const parameters = tools
  .flatMap((one) => {
    const tool = one as unknown as ToolDefinition;
    return Object.entries(inputSchema(tool).properties).map(([name, schema]) => ({
      tool,
      name,
      schema: schema as Schema,
    }));
  })
  .filter(({ name }) => name !== CONFIRM_KEY);

describe('every parameter of every tool', () => {
  test.each(tools.map(({ name }) => name))(
    'of %s takes each clumsy form, or refuses it by name',
    (toolName) => {
      for (const { tool, name, schema } of parameters.filter((one) => one.tool.name === toolName)) {
        const required = inputSchema(tool).required?.includes(name) ?? false;
        const sample = sampleOf(name, schema);
        const clean = read(tool, name, sample);
        expect(clean, `${name}: give it a value in SAMPLES`).toEqual(sample);
        const without = required ? REFUSED : read(tool, name, undefined);
        for (const [form, given, meant] of formsOf(name, schema, sample)) {
          const expected = meant === LEFT_OUT ? without : meant === EMPTY ? read(tool, name, []) : meant;
          expect(read(tool, name, given), `${name} as ${form}: ${JSON.stringify(given)}`).toEqual(expected);
        }
      }
    },
  );

  test('is a parameter that some tool has, where it is taken as free text', () => {
    const names = new Set(parameters.map(({ name }) => name));
    expect([...FREE_TEXTS].filter((name) => !names.has(name))).toEqual([]);
  });
});

const CHOICES = tools.flatMap((tool) =>
  Object.entries(inputSchema(tool).properties as Record<string, Schema>).flatMap(([name, schema]) =>
    [...(schema.enum ?? []), ...(schema.items?.enum ?? [])]
      .filter((value) => value.length > 1)
      .map((value) => [tool, name, value] as const),
  ),
);

test('each choice of each tool is named where one letter too many is given', () => {
  expect(CHOICES.length).toBeGreaterThan(50);
  const unnamed = CHOICES.filter(([tool, name, value]) => {
    const message = refusalOf(tool, { ...requiredOf(tool), [name]: `${value}z` });
    return !message.includes(`"${value}z" is not one of the values (did you mean ${value}?)`);
  });
  expect(unnamed.map(([tool, name, value]) => `${tool.name}: ${name}: ${value}`)).toEqual([]);
});

/** What a schema library says, which tells a caller nothing about what to write. */
const LIBRARY_WORDS =
  /Invalid (?:input|option|discriminator)|expected \w+, received|Too (?:big|small)|Unrecognized key/;

test('no refusal of a wrong kind of value is in the words of the schema library', () => {
  const wrong = [{ a: { b: [] } }, [[], {}], 'no such thing', -7, 10 ** 12, [1, 'a', null], '{"a":', '[1'];
  for (const tool of tools) {
    for (const name of Object.keys(inputSchema(tool).properties)) {
      for (const value of wrong) {
        expect(refusalOf(tool, { ...requiredOf(tool), [name]: value })).not.toMatch(LIBRARY_WORDS);
      }
    }
  }
});

function requiredOf(tool: ToolDefinition): Arguments {
  const { properties, required = [] } = inputSchema(tool);
  return Object.fromEntries(required.map((name) => [name, sampleOf(name, properties[name] as Schema)]));
}

function refusalOf(tool: ToolDefinition, given: Arguments): string {
  try {
    parseArguments(tool, given);
    return '';
  } catch (error) {
    if (error instanceof InvalidArguments) return `${error.message} ${error.hint}`;
    throw error;
  }
}
