import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLATFORMS } from '../../src/codecollections/platforms.ts';
import { RESOURCE_TYPES } from '../../src/codecollections/resource-types/catalogue.ts';
import { checkResourceTypes } from '../../src/codecollections/resource-types/check.ts';
import { EVERYDAY_NAMES } from '../../src/codecollections/resource-types/everyday-names.ts';
import { searchResourceTypes } from '../../src/codecollections/resource-types/search.ts';

const names = (platform: (typeof PLATFORMS)[number], query: string) =>
  searchResourceTypes(platform, query).map(({ name }) => name);

describe('the catalogue', () => {
  test.each(PLATFORMS)('names no type of %s twice', (platform) => {
    const all = RESOURCE_TYPES[platform].map(({ name }) => name);
    expect(new Set(all).size).toBe(all.length);
  });

  test.each(['azure', 'aws', 'gcp'] as const)(
    'has over a hundred well-formed tables of %s, by service',
    (cloud) => {
      expect(RESOURCE_TYPES[cloud].length).toBeGreaterThan(100);
      for (const { name, service } of RESOURCE_TYPES[cloud]) {
        expect(name).toMatch(/^[a-z]+(_[a-z0-9]+)+$/);
        expect(name.startsWith(`${cloud}_${service}`)).toBe(true);
      }
    },
  );

  test.each([
    ['azure', 25],
    ['aws', 3],
    ['gcp', 21],
  ] as const)('knows the tables of %s that carry the full payload', (cloud, count) => {
    expect(RESOURCE_TYPES[cloud].filter(({ fullPayload }) => fullPayload)).toHaveLength(count);
  });
});

describe('searchResourceTypes', () => {
  test.each([
    ['kubernetes', 'deploy', 'deployment'],
    ['kubernetes', 'Certificate', 'certificates.cert-manager.io'],
    ['azure', 'azure_keyvault', 'azure_keyvault_keyvaults'],
    ['azure', 'key vault', 'azure_keyvault_keyvaults'],
    ['azure', 'aks', 'azure_containerservice_managed_clusters'],
    ['aws', 'virtual machine', 'aws_ec2_instances'],
    ['aws', 's3 bucket', 'aws_s3_buckets'],
    ['gcp', 'gke', 'gcp_container_clusters'],
    ['gcp', 'gcp_sql_instances', 'gcp_sql_instances'],
  ] as const)('on %s finds for %s first %s', (platform, query, first) => {
    expect(names(platform, query)[0]).toBe(first);
  });

  test('lists a service’s tables for its name', () => {
    const sqs = names('aws', 'kinesis');
    expect(sqs).toEqual(expect.arrayContaining(['aws_kinesis_streams', 'aws_kinesis_stream_shards']));
  });

  test('finds a table for every everyday name', () => {
    for (const [platform, known] of Object.entries(EVERYDAY_NAMES)) {
      for (const name of Object.keys(known)) {
        expect(names(platform as 'aws', name), `${platform} ${name}`).not.toEqual([]);
      }
    }
  });

  test('finds nothing for blank words', () => {
    expect(names('aws', ' - ')).toEqual([]);
  });
});

describe('checkResourceTypes', () => {
  test.each([
    ['kubernetes', ['namespace', 'deployment', 'cronjob']],
    ['azure', ['azure_keyvault_keyvaults']],
    ['aws', ['aws_ec2_instances']],
    ['gcp', ['gcp_projects']],
    ['runwhen', ['workspace']],
    ['azure_devops', ['organization', 'project', 'repository', 'pipeline', 'release']],
    ['gcp', ['gcp_apigee_api_proxies']],
  ] as const)('accepts the types that %s knows', (platform, types) => {
    expect(checkResourceTypes(platform, types)).toEqual({ types, notes: [], problems: [] });
  });

  test.each([
    ['kubernetes', 'Deployment', 'deployment'],
    ['kubernetes', 'kubernetes:StatefulSet', 'statefulset'],
    ['azure', 'Azure_KeyVault_KeyVaults', 'azure_keyvault_keyvaults'],
    ['azure', 'azure_keyvault_vaults', 'azure_keyvault_keyvaults'],
    ['aws', 'account', 'aws_iam_accounts'],
    ['aws', 'aws_account', 'aws_iam_accounts'],
    ['aws', 'AWS::EC2::Instance', 'aws_ec2_instances'],
    ['gcp', 'gcp-compute-instances', 'gcp_compute_instances'],
  ] as const)('on %s writes %s as %s, with a note', (platform, given, type) => {
    const written = given.replace('kubernetes:', '');
    expect(checkResourceTypes(platform, [given])).toEqual({
      types: [type],
      notes: [`${written} is rendered as ${type}.`],
      problems: [],
    });
  });

  test.each(['buckets.storage.gcp.upbound.io', 'mycrd.example.com/v1', 'jobs.batch/v1beta1'])(
    'accepts the custom resource %s',
    (type) => {
      expect(checkResourceTypes('kubernetes', [type])).toMatchObject({ types: [type], problems: [] });
    },
  );

  test.each([
    ['kubernetes', 'not-a-real-kind', 'Unknown kubernetes resource type "not-a-real-kind"'],
    ['kubernetes', 'configmap', 'Did you mean configmaps?'],
    ['kubernetes', 'secret', 'Did you mean secrets?'],
    ['kubernetes', 'gateway', 'Did you mean gateways.gateway.networking.k8s.io?'],
    ['kubernetes', 'gatewayclass', 'Did you mean gatewayclasses.gateway.networking.k8s.io?'],
    ['kubernetes', 'httproute', 'Did you mean httproutes.gateway.networking.k8s.io?'],
    ['kubernetes', 'mycrd.example.com/latest', 'Unknown kubernetes resource type'],
    ['kubernetes', 'custom', 'Unknown kubernetes resource type "custom"'],
    ['azure', 'virtual_machines', 'Did you mean azure_compute_virtual_machines?'],
    ['aws', 'sqs_quue', 'Did you mean aws_sqs_queues?'],
    ['azure_devops', 'build', 'It is organization, project, repository, pipeline or release.'],
    ['aws', 'AWS::Shop::Basket', 'It is a CloudQuery table'],
    ['aws', 'azure_compute_disks', 'Unknown aws resource type'],
    ['runwhen', 'deployment', 'Unknown runwhen resource type'],
    ['azure', 'kubernetes:pod', 'a generation rule file has one platform'],
  ] as const)('on %s refuses %s', (platform, type, problem) => {
    const { types, problems } = checkResourceTypes(platform, [type]);
    expect(types).toEqual([]);
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  test.each([
    ['aws', 'aws_accounts', 'aws_iam_accounts'],
    ['azure', 'azure_subscriptions', 'azure_subscription_subscriptions'],
  ] as const)('on %s passes %s of published rules, and names %s', (platform, type, near) => {
    const { types, notes } = checkResourceTypes(platform, [type]);
    expect(types).toEqual([type]);
    expect(notes).toEqual([expect.stringContaining(`Similar known types: ${near}.`)]);
  });

  test('leaves a well-formed table outside the list as it is, though only its plural is known', () => {
    expect(checkResourceTypes('aws', ['aws_sqs_queue'])).toMatchObject({
      types: ['aws_sqs_queue'],
      notes: [expect.stringContaining('Similar known types: aws_sqs_queues')],
    });
  });

  test('passes a well-formed table outside the list with a note that names a near one', () => {
    expect(checkResourceTypes('aws', ['aws_ec2_instancez'])).toEqual({
      types: ['aws_ec2_instancez'],
      notes: [expect.stringContaining('Similar known types: aws_ec2_instances')],
      problems: [],
    });
  });

  test('takes the platform’s own prefix off and drops repeated types', () => {
    const { types } = checkResourceTypes('kubernetes', ['kubernetes:pod', 'pod', ' pod ']);
    expect(types).toEqual(['pod']);
  });

  test('accepts, or refuses with a reason, any name on any platform', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'valueOf'));
    fc.assert(
      fc.property(fc.constantFrom(...PLATFORMS), name, (platform, name) => {
        searchResourceTypes(platform, name);
        const { types, problems } = checkResourceTypes(platform, [name]);
        expect(types.length + problems.length).toBe(1);
      }),
    );
  });
});

test('resources of the core group that the builder does not index on its own are taken, with a note', () => {
  const checked = checkResourceTypes('kubernetes', ['configmaps', 'pod']);
  expect(checked.types).toEqual(['configmaps', 'pod']);
  expect(checked.notes).toEqual([expect.stringContaining('configmaps is not a kind')]);
});
