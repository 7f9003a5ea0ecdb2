import { describe, expect, test } from 'vitest';
import { checkDiscovery, type DiscoveryInput } from '../../src/codecollections/check-discovery.ts';
import { PLATFORMS } from '../../src/codecollections/platforms.ts';

const refusal = (input: DiscoveryInput): string[] => {
  try {
    checkDiscovery(input);
  } catch (error) {
    expect(error).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('Invalid discovery platform configuration'),
    });
    return (error as { detail: { details: string[] } }).detail.details;
  }
  throw new Error('It was accepted.');
};

describe('checkDiscovery', () => {
  test.each(PLATFORMS)('fills in everything on %s from its name', (platform) => {
    const { discovery } = checkDiscovery({ platform });
    expect(discovery.resourceTypes).toHaveLength(1);
    expect(discovery.qualifiers.length).toBeGreaterThan(0);
    expect(discovery.matchRules).toEqual([
      { type: 'pattern', pattern: '.+', properties: ['name'], mode: 'substring' },
    ]);
  });

  test('says that a default type is matched', () => {
    expect(checkDiscovery({ platform: 'aws' }).notes).toEqual([
      expect.stringContaining('every aws_ec2_instances'),
    ]);
    expect(checkDiscovery({ platform: 'runwhen' }).notes).toEqual([]);
  });

  test('keeps what is given', () => {
    const matchRules = [
      {
        type: 'and',
        matches: [
          { type: 'exists', path: 'resource/metadata/labels/app' },
          { type: 'not', match: { type: 'pattern', pattern: '^kube-', properties: ['namespace'] } },
        ],
      },
    ];
    const { discovery } = checkDiscovery({
      platform: 'kubernetes',
      resourceTypes: ['deployment'],
      qualifiers: ['resource', 'namespace', 'cluster'],
      matchRules,
    });
    expect(discovery).toEqual({
      platform: 'kubernetes',
      resourceTypes: ['deployment'],
      qualifiers: ['resource', 'namespace', 'cluster'],
      matchRules,
    });
  });

  test.each<[string, DiscoveryInput, string]>([
    [
      'a hierarchy on Kubernetes',
      { platform: 'kubernetes', hierarchy: ['platform'] },
      'hierarchy cannot be set',
    ],
    [
      'a resource path on Azure',
      { platform: 'azure', resourcePath: 'custom/x' },
      'resource_path cannot be set',
    ],
    [
      'a qualifier of another platform',
      { platform: 'runwhen', qualifiers: ['cluster'] },
      'no qualifier cluster',
    ],
    [
      'a qualifier with a letter too few',
      { platform: 'kubernetes', qualifiers: ['namespce'] },
      'no qualifier namespce (did you mean namespace?)',
    ],
    [
      'an unknown type',
      { platform: 'kubernetes', resourceTypes: ['nope'] },
      'Unknown kubernetes resource type',
    ],
    [
      'an old predicate',
      { platform: 'aws', matchRules: [{ predicates: [] }] },
      'match_rules[0].type: is missing. Types: pattern',
    ],
    [
      'exists with properties',
      { platform: 'aws', matchRules: [{ type: 'exists', path: 'x', properties: ['x'] }] },
      'match_rules[0]: has an unknown key properties',
    ],
    [
      'a bad rule inside another',
      { platform: 'aws', matchRules: [{ type: 'or', matches: [{ type: 'pattern', pattern: 'x' }] }] },
      'match_rules[0].matches.0.properties: is missing',
    ],
  ])('refuses %s', (_, input, detail) => {
    expect(refusal(input)).toEqual([expect.stringContaining(detail)]);
  });

  test('names every problem at once', () => {
    const details = refusal({
      platform: 'gcp',
      resourceTypes: ['Bad'],
      qualifiers: ['region'],
      hierarchy: ['a'],
    });
    expect(details).toHaveLength(3);
  });
});
