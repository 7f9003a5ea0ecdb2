import { describe, expect, test } from 'vitest';
import { checkDiscovery } from '../../src/codecollections/check-discovery.ts';
import { PLATFORMS } from '../../src/codecollections/platforms.ts';
import { REAL_BUNDLES, REAL_SLO } from './real-bundles.ts';
import { rendered, sampleBundle, sampleSli } from './sample-bundle.ts';

/** Paths of all keys, `[]` for each item of a list. */
function pathsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, path ? `${path}.${key}` : key));
}

describe.each(PLATFORMS)('the documents rendered for %s', (platform) => {
  const bundle = sampleBundle({
    discovery: { platform },
    sli: sampleSli,
    slo: { objective: 99.5, threshold: 1, operand: 'eq' },
    workflow: true,
    secretVars: { token: 'k8s:file@secret/token:token' },
  });

  test.each(['slx', 'taskset', 'sli', 'workflow'] as const)(
    'have every key of the real ones in their %s',
    (kind) => {
      const real = REAL_BUNDLES.flatMap(({ spec }) => (spec[kind] ? [spec[kind]] : []));
      expect(real.length).toBeGreaterThan(2);
      const { apiVersion, metadata, spec } = rendered(bundle, `-${kind}.yaml`);
      expect(apiVersion).toBe('runwhen.com/v1');
      expect(Object.keys(metadata)).toEqual(['name', 'labels', 'annotations']);
      const ours = pathsOf(spec);
      for (const paths of real) expect(ours).toEqual(expect.arrayContaining(paths));
    },
  );

  test('have every key of a real SLO, and no other', () => {
    expect(pathsOf(rendered(bundle, '-slo.yaml').spec).toSorted()).toEqual(REAL_SLO.toSorted());
  });

  test('have every key of the real rules', () => {
    const { spec } = rendered(bundle, `generation-rules/${bundle.name}.yaml`);
    const ours = pathsOf(spec.generationRules[0]);
    for (const { rule } of REAL_BUNDLES) {
      const { baseName, levelOfDetail, outputItems } = rule?.slx ?? {};
      const keys = pathsOf({ slxs: [{ baseName, levelOfDetail, outputItems }] });
      expect(ours).toEqual(expect.arrayContaining(outputItems ? keys : keys.slice(0, 2)));
    }
    const outputs = spec.generationRules[0].slxs[0].outputItems.map(({ type }: { type: string }) => type);
    expect(outputs).toEqual(['slx', 'sli', 'slo', 'runbook', 'workflow']);
  });

  test('run the tasks of the SLX itself when its SLI or SLO alerts', () => {
    const { metadata, spec } = rendered(bundle, '-workflow.yaml');
    const [activity] = spec.fromActivities;
    expect(metadata.name).toBe('shop--pod-health-1a2b3c4d-alert-workflow');
    expect(activity.actions[0].tasks).toMatchObject({ slx: 'pod-health-1a2b3c4d', titles: ['*'] });
    expect(activity.match).toEqual({
      activityVerbs: ['SLI_ALERTS_STARTED', 'ALERTS_STARTED'],
      slxs: ['pod-health-1a2b3c4d'],
    });
  });
});

describe.each(REAL_BUNDLES.filter(({ rule }) => rule))('$source', ({ rule }) => {
  test('has a rule that is taken as it is', () => {
    const { slx: _, platform = 'kubernetes', ...input } = rule!;
    expect(checkDiscovery({ platform, ...input }).discovery).toEqual({ platform, ...input });
  });
});

test.each([
  ['aws', 'ec2_instance', 'aws_ec2_instances'],
  ['azure', 'azure_keyvault_keyvault', 'azure_keyvault_keyvaults'],
  ['azure', 'virtual_machine', 'azure_compute_virtual_machines'],
  ['aws', 'iam_role', 'aws_iam_roles'],
  ['aws', 'elbv2_load_balancer', 'aws_elbv2_load_balancers'],
  ['aws', 'sqs_queue', 'aws_sqs_queues'],
  ['azure', 'resource_group', 'azure_resources_resource_groups'],
  ['gcp', 'project', 'gcp_projects'],
  ['gcp', 'apigee_api_proxies', 'gcp_apigee_api_proxies'],
  ['gcp', 'pubsub_subscription', 'gcp_pubsub_subscriptions'],
] as const)('on %s the short name %s of published rules is rendered as %s', (platform, type, meant) => {
  const { discovery, notes } = checkDiscovery({ platform, resourceTypes: [type], qualifiers: ['resource'] });
  expect(discovery.resourceTypes).toEqual([meant]);
  expect(notes).toEqual([`${type} is rendered as ${meant}.`]);
});

test.each([
  ['gcp', 'gke_cluster', 'gcp_container_clusters'],
  ['gcp', 'cloud_function', 'gcp_functions_functions'],
  ['aws', 'elb_load_balancer', 'aws_elbv1_load_balancers'],
] as const)('on %s %s, which no builder knows, is refused with %s in its place', (platform, type, meant) => {
  expect(() => checkDiscovery({ platform, resourceTypes: [type] })).toThrow(`Did you mean ${meant}?`);
});

test.each([
  ['kubernetes', ['context', 'subscription_id', 'subscription_name']],
  ['aws', ['account_alias', 'service', 'arn', 'is_public', 'auth_type']],
  ['azure_devops', ['organization', 'project.name', 'resource']],
] as const)('on %s the qualifiers %j that the builder resolves are taken', (platform, qualifiers) => {
  expect(checkDiscovery({ platform, qualifiers: [...qualifiers] }).discovery.qualifiers).toEqual(qualifiers);
});

test('a qualifier that the builder cannot resolve is refused', () => {
  expect(() => checkDiscovery({ platform: 'aws', qualifiers: ['AWS_ACCOUNT_NAME'] })).toThrow(
    'aws has no qualifier AWS_ACCOUNT_NAME',
  );
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

test('a condition may look at a custom resource by group, version and kind', () => {
  const resourceType = {
    resourceType: 'custom',
    group: 'cert-manager.io',
    version: 'v1',
    kind: 'certificates',
  };
  const matchRules = [{ type: 'pattern', pattern: 'x', properties: ['name'], resourceType }];
  expect(checkDiscovery({ platform: 'kubernetes', matchRules }).discovery.matchRules).toEqual(matchRules);
});
