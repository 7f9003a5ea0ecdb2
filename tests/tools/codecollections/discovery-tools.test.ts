import { describe, expect, test } from 'vitest';
import { PLATFORMS } from '../../../src/codecollections/platforms.ts';
import { parseArguments } from '../../../src/tool-kit/parse-arguments.ts';
import { listDiscoveryPlatforms } from '../../../src/tools/codecollections/list-discovery-platforms.ts';
import { listIndexedResourceTypes } from '../../../src/tools/codecollections/list-indexed-resource-types.ts';
import { localContext } from '../../skills/tool-context.ts';

const list = async (given: Record<string, unknown>, environment = {}) =>
  (await listIndexedResourceTypes.run(
    parseArguments(listIndexedResourceTypes, given),
    localContext({ environment }),
  )) as Record<string, unknown> & { resource_types: string[]; reference: Record<string, unknown> };

describe('list_discovery_platforms', () => {
  test('has a guide for exactly the platforms that it describes', async () => {
    const { platforms, decision_guide } = (await listDiscoveryPlatforms.run({}, localContext({}))) as {
      platforms: { platform: string }[];
      decision_guide: Record<string, string>;
    };
    expect(platforms.map(({ platform }) => platform)).toEqual([...PLATFORMS]);
    expect(Object.keys(decision_guide)).toEqual([...PLATFORMS]);
  });
});

test('list_discovery_platforms says once what templates of every platform may read', async () => {
  const reply = await listDiscoveryPlatforms.run({}, localContext({}));
  expect(reply.template_variables_everywhere).toContain('match_resource');
  for (const { template_variables } of reply.platforms)
    expect(template_variables).not.toContain('match_resource');
  expect(reply.platforms.filter((one) => 'takes_resource_path' in one)).toMatchObject([
    { platform: 'runwhen' },
  ]);
});

test('list_discovery_platforms describes one platform where it is named, with paths that its templates may read', async () => {
  const reply = await listDiscoveryPlatforms.run({ platform: 'azure' }, localContext({}));
  expect(reply).toMatchObject({
    platforms: [{ platform: 'azure', template_paths: { '{{resource_group.name}}': 'its resource group' } }],
    decision_guide: { azure: expect.any(String) },
    template_paths_everywhere: { '{{match_resource.name}}': expect.any(String) },
  });
  expect(reply.platforms).toHaveLength(1);
});

describe('list_indexed_resource_types', () => {
  test('lists Kubernetes whole', async () => {
    const answer = await list({ platform: 'kubernetes' });
    expect(answer.search_required).toBe(false);
    expect(answer.resource_types).toEqual(
      expect.arrayContaining(['namespace', 'certificates.cert-manager.io']),
    );
  });

  test('lists the workspace as the one type of runwhen', async () => {
    expect(await list({ platform: 'runwhen' })).toMatchObject({
      resource_types: ['workspace'],
      matching_count: 1,
    });
  });

  test.each(['azure', 'aws', 'gcp'])('asks for a search on %s', async (platform) => {
    const answer = await list({ platform });
    expect(answer).toMatchObject({ search_required: true, returned_count: 0, resource_types: [] });
    expect(answer.message).toContain('offline');
    expect(answer.message).toContain('pass search');
  });

  test('returns at most as many as asked for, and how many there are', async () => {
    const answer = await list({ platform: 'azure', search: 'azure_keyvault', limit: 5 });
    expect(answer.resource_types).toHaveLength(5);
    expect(answer).toMatchObject({
      returned_count: 5,
      matching_count: 8,
      full_payload: ['azure_keyvault_keyvaults'],
    });
  });

  test('names the nearest type where nothing fits', async () => {
    const answer = await list({ platform: 'aws', search: 'aws_ec2_instancez' });
    expect(answer).toMatchObject({
      returned_count: 0,
      message: expect.stringContaining('Near: aws_ec2_instances.'),
    });
  });

  test('refuses an unknown platform', async () => {
    await expect(list({ platform: 'oracle' })).rejects.toMatchObject({ code: 'invalid_arguments' });
  });

  test('refers to the whole list, but to nothing outside when airgapped', async () => {
    const open = await list({ platform: 'gcp', search: 'sql' });
    expect(open.reference.url).toMatch(/^https:/);
    const airgapped = await list({ platform: 'gcp', search: 'sql' }, { RUNWHEN_AIRGAP: 'true' });
    expect(airgapped.reference).toMatchObject({ url: null, note: expect.stringContaining('RUNWHEN_AIRGAP') });
    expect(airgapped.resource_types).toEqual(open.resource_types);
  });
});
