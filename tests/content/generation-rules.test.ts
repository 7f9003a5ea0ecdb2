import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkMatchRules } from '../../src/codecollections/match-rules.ts';
import { PLATFORM_PROFILES, PLATFORMS, type PlatformName } from '../../src/codecollections/platforms.ts';
import { checkResourceTypes } from '../../src/codecollections/resource-types/check.ts';
import { REAL_BUNDLES } from '../codecollections/real-bundles.ts';
import { filesBelow, readText } from './documents.ts';

const REFERENCES = 'skills/author-generation-rules/references';

interface Rules {
  spec: {
    platform: PlatformName;
    generationRules: { resourceTypes: string[]; matchRules: object[]; slxs: { qualifiers: string[] }[] }[];
  };
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
const fits = ajv.compile(JSON.parse(readText(`${REFERENCES}/generation-rules.schema.json`)));
const advised = ajv.compile(JSON.parse(readText(`${REFERENCES}/generation-rules.advice.schema.json`)));

const readRules = (path: string): Rules => parse(readText(path));
const example = () => readRules(`${REFERENCES}/examples/kubernetes-deployment.yaml`);

describe.each(filesBelow(`${REFERENCES}/examples`))('%s', (path) => {
  const rules = readRules(path);
  const { platform, generationRules } = rules.spec;

  test('fits the schema', () => {
    expect(fits(rules) ? [] : fits.errors).toEqual([]);
    expect(advised(rules) ? [] : advised.errors).toEqual([]);
  });

  test('has conditions and resource types that the render tool takes without a note', () => {
    for (const { resourceTypes, matchRules } of generationRules) {
      expect(checkMatchRules(matchRules).problems).toEqual([]);
      expect(checkResourceTypes(platform, resourceTypes)).toEqual({
        types: resourceTypes,
        notes: [],
        problems: [],
      });
    }
  });

  test('has qualifiers of its platform', () => {
    const used = generationRules.flatMap(({ slxs }) => slxs.flatMap(({ qualifiers }) => qualifiers));
    expect(used.filter((name) => !PLATFORM_PROFILES[platform].qualifiers.includes(name))).toEqual([]);
  });
});

const firstRule = (rules: Rules) => rules.spec.generationRules[0]!;

test.each<[string, (rules: Rules) => unknown]>([
  ['the singular kind', (rules) => Object.assign(rules, { kind: 'GenerationRule' })],
  ['snake_case names', (rules) => Object.assign(firstRule(rules).slxs[0]!, { base_name: 'x' })],
  [
    'exists with properties',
    (rules) => firstRule(rules).matchRules.push({ type: 'exists', properties: ['name'] }),
  ],
  ['legacy predicates', (rules) => Object.assign(rules.spec, { match: {}, predicates: [] })],
  [
    'an output of no kind',
    (rules) => Object.assign(firstRule(rules).slxs[0]!, { outputItems: [{ type: 'x' }] }),
  ],
  ['a level over 2', (rules) => Object.assign(firstRule(rules).slxs[0]!, { levelOfDetail: 3 })],
  ['a not without a condition', (rules) => firstRule(rules).matchRules.push({ type: 'not' })],
])('the schema refuses %s', (_what, spoil) => {
  const rules = example();
  spoil(rules);
  expect(fits(rules)).toBe(false);
});

const exists = { type: 'exists', path: 'resource/spec' };
const ofSlx = (given: object) => (rules: Rules) => Object.assign(firstRule(rules).slxs[0]!, given);
const withRule = (rule: object) => (rules: Rules) => firstRule(rules).matchRules.push(rule);

describe.each<[string, (rules: Rules) => unknown, { advised: boolean }]>([
  ['metadata at the top', (rules) => Object.assign(rules, { metadata: { name: 'x' } }), { advised: true }],
  ['a level by number', ofSlx({ levelOfDetail: 1 }), { advised: false }],
  ['a long base name', ofSlx({ baseName: 'k8s-workload-health' }), { advised: false }],
  [
    'a long base name with a short one',
    ofSlx({ baseName: 'k8s-workload-health', shortenedBaseName: 'k8s-wl-hc' }),
    { advised: true },
  ],
  ['a base name with capitals', ofSlx({ baseName: 'MyCheck' }), { advised: false }],
  ['no platform', ({ spec }) => Reflect.deleteProperty(spec, 'platform'), { advised: false }],
  [
    'the platform azure_devops',
    ({ spec }) => Object.assign(spec, { platform: 'azure_devops' }),
    { advised: true },
  ],
  ...['atlassian', 'auth0', 'mcp'].map(
    (platform): [string, (rules: Rules) => unknown, { advised: boolean }] => [
      `the platform ${platform} of a public bundle`,
      ({ spec }) => Object.assign(spec, { platform }),
      { advised: false },
    ],
  ),
  ['a status beside the spec', (rules) => Object.assign(rules, { status: {} }), { advised: true }],
  ['not with predicate', withRule({ type: 'not', predicate: exists }), { advised: false }],
  ['not with matches', withRule({ type: 'not', matches: exists }), { advised: false }],
  ['and of two', withRule({ type: 'and', matches: [exists, exists] }), { advised: false }],
  [
    'a pattern on another type',
    withRule({ type: 'pattern', pattern: 'x', properties: ['custom/y'], resourceType: 'variables' }),
    { advised: true },
  ],
  ['no conditions', (rules) => Object.assign(firstRule(rules), { matchRules: [] }), { advised: false }],
  ['no qualifiers', ofSlx({ qualifiers: [] }), { advised: false }],
  [
    'outputs slo and workflow',
    ofSlx({ outputItems: [{ type: 'slo' }, { type: 'workflow' }] }),
    { advised: true },
  ],
])('%s', (_what, change, { advised: wise }) => {
  test(`fits the schema and ${wise ? 'the' : 'not the'} advice`, () => {
    const rules = example();
    change(rules);
    expect(fits(rules) ? [] : fits.errors).toEqual([]);
    expect(advised(rules)).toBe(wise);
  });
});

test.each(REAL_BUNDLES.flatMap(({ source, rule }) => (rule ? [{ source, rule }] : [])))(
  'the rule of $source fits the schema',
  ({ rule: { platform, resourceTypes, matchRules, qualifiers, slx } }) => {
    const slxs = [{ outputItems: [{ type: 'slx' }], qualifiers, ...slx }];
    const spec = { platform, generationRules: [{ resourceTypes, matchRules, slxs }] };
    expect(fits({ apiVersion: 'runwhen.com/v1', kind: 'GenerationRules', spec }) ? [] : fits.errors).toEqual(
      [],
    );
  },
);

describe.each(PLATFORMS)('the guide to %s', (platform) => {
  const guide = readText(`${REFERENCES}/platforms/${platform}.md`);
  const { qualifiers, defaultQualifiers } = PLATFORM_PROFILES[platform];
  const row = (name: string) => new RegExp(`^\\| ${name} \\| (.*) \\|$`, 'm').exec(guide)![1]!;
  const codes = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);

  test('lists the qualifiers of the platform', () => {
    expect(codes(row('`qualifiers`'))).toEqual(qualifiers);
  });

  test('states the default qualifiers', () => {
    expect(codes(row('Default'))).toEqual(defaultQualifiers);
  });

  test('names resource types that exist', () => {
    const named = codes(row('`resourceTypes`')).filter((name) => /^[a-z0-9_]+$/.test(name));
    expect(checkResourceTypes(platform, named)).toEqual({ types: named, notes: [], problems: [] });
  });
});
