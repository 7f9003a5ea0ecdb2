import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkMatchRules } from '../../src/codecollections/match-rules.ts';
import { PLATFORM_PROFILES, PLATFORMS, type PlatformName } from '../../src/codecollections/platforms.ts';
import { checkResourceTypes } from '../../src/codecollections/resource-types/check.ts';
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

const readRules = (path: string): Rules => parse(readText(path));
const example = () => readRules(`${REFERENCES}/examples/kubernetes-deployment.yaml`);

describe.each(filesBelow(`${REFERENCES}/examples`))('%s', (path) => {
  const rules = readRules(path);
  const { platform, generationRules } = rules.spec;

  test('fits the schema', () => {
    expect(fits(rules) ? [] : fits.errors).toEqual([]);
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
    'a base name of 16 characters',
    (rules) => Object.assign(firstRule(rules).slxs[0]!, { baseName: 'a'.repeat(16) }),
  ],
  ['no conditions', (rules) => Object.assign(firstRule(rules), { matchRules: [] })],
])('the schema refuses %s', (_what, spoil) => {
  const rules = example();
  spoil(rules);
  expect(fits(rules)).toBe(false);
});

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
