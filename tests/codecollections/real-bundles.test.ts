import { describe, expect, test } from 'vitest';
import { checkDiscovery } from '../../src/codecollections/check-discovery.ts';
import { PLATFORMS } from '../../src/codecollections/platforms.ts';
import { REAL_BUNDLES } from './real-bundles.ts';
import { rendered, sampleBundle, sampleSli } from './sample-bundle.ts';

describe.each(PLATFORMS)('the documents rendered for %s', (platform) => {
  const bundle = sampleBundle({
    discovery: { platform },
    sli: sampleSli,
    secretVars: { token: 'k8s:file@secret/token:token' },
  });

  test.each(['slx', 'taskset', 'sli'] as const)('have every key of the real ones in their %s', (kind) => {
    const real = REAL_BUNDLES.flatMap(({ spec }) => (spec[kind] ? [spec[kind]] : []));
    expect(real.length).toBeGreaterThan(0);
    const { apiVersion, metadata, spec } = rendered(bundle, `-${kind}.yaml`);
    expect(apiVersion).toBe('runwhen.com/v1');
    expect(Object.keys(metadata)).toEqual(['name', 'labels', 'annotations']);
    for (const keys of real) expect(Object.keys(spec)).toEqual(expect.arrayContaining(keys));
    if (kind !== 'slx')
      expect(Object.keys(spec.codeBundle).sort()).toEqual(['pathToRobot', 'ref', 'repoUrl']);
  });
});

describe.each(REAL_BUNDLES.filter(({ rule }) => rule))('$source', ({ rule }) => {
  test('has a rule that is taken as it is', () => {
    const { slx: _, ...input } = rule!;
    expect(checkDiscovery(input).discovery).toEqual(input);
  });
});

test('the short name of a real gcp rule is taken', () => {
  const { discovery, notes } = checkDiscovery({ platform: 'gcp', resourceTypes: ['project'] });
  expect(discovery.resourceTypes).toEqual(['project']);
  expect(notes).toEqual([]);
});

test.each([
  ['aws', 'ec2_instance', 'aws_ec2_instances'],
  ['azure', 'azure_keyvault_keyvault', 'azure_keyvault_keyvaults'],
  ['azure', 'virtual_machine', 'azure_compute_virtual_machines'],
  ['gcp', 'projects', 'gcp_projects'],
] as const)('on %s the old name %s is refused with %s in its place', (platform, type, meant) => {
  expect(() => checkDiscovery({ platform, resourceTypes: [type] })).toThrow(`Did you mean ${meant}?`);
});

test.each(['match', 'matches', 'predicate'])('a not may hold its condition under %s', (name) => {
  const matchRules = [{ type: 'not', [name]: { type: 'exists', path: 'resource/spec' } }];
  expect(checkDiscovery({ platform: 'kubernetes', matchRules }).discovery.matchRules).toEqual(matchRules);
});

test('a not with two conditions is refused', () => {
  const exists = { type: 'exists', path: 'resource/spec' };
  const matchRules = [{ type: 'not', match: exists, predicate: exists }];
  expect(() => checkDiscovery({ platform: 'kubernetes', matchRules })).toThrow('exactly one condition');
});

test('an and of several conditions is taken, with a note', () => {
  const exists = { type: 'exists', path: 'resource/spec' };
  const notes = (matches: object[]) =>
    checkDiscovery({ platform: 'runwhen', matchRules: [{ type: 'and', matches }] }).notes;
  expect(notes([exists, exists])).toEqual([expect.stringContaining('first condition')]);
  expect(notes([exists])).toEqual([]);
});
