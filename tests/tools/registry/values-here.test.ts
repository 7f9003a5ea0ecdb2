import { describe, expect, test } from 'vitest';
import { neededSecrets, tagOf } from '../../../src/registry/bundle-needs.ts';
import { deployRegistryCodebundle } from '../../../src/tools/registry/deploy-registry-codebundle.ts';
import { getRegistryCodebundle } from '../../../src/tools/registry/get-registry-codebundle.ts';
import { toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const BUNDLE = { collection_slug: 'rw-cli-codecollection', codebundle_slug: 'k8s-namespace-healthcheck' };

describe('get_registry_codebundle with a workspace', () => {
  test('has what other SLXs give its variables and secrets, and a call that deploys it', async () => {
    const { call } = await toolBench();
    const bundle = await call(getRegistryCodebundle, { ...BUNDLE, workspace_name });
    const namespace = bundle.values_here.variables.find(({ name }: { name: string }) => name === 'NAMESPACE');
    expect(namespace).toMatchObject({ required: true, tag: 'namespace' });
    expect(namespace.seen[0]).toMatchObject({ value: expect.any(String), on: expect.any(Number) });
    const [secret] = bundle.values_here.secrets;
    expect(secret).toMatchObject({ name: 'kubeconfig', says: expect.any(String) });
    expect(secret.seen[0].value).toContain('kubeconfig');
    const values = Object.fromEntries(
      bundle.values_here.variables
        .filter(({ required }: { required: boolean }) => required)
        .map(({ name, seen }: { name: string; seen: { value: string }[] }) => [name, seen[0]?.value ?? 'x']),
    );
    const { config_vars, secret_vars, ...deploy } = bundle.deploy;
    const reply = await call(deployRegistryCodebundle, {
      ...deploy,
      ...{ slx_name: 'shop-namespace', alias: 'Shop namespace', statement: 'It should be healthy.' },
      config_vars: { ...values, ...config_vars },
      secret_vars: { kubeconfig: secret.seen[0].value, ...secret_vars },
    });
    expect(reply).toMatchObject({
      status: 'deployed',
      tags: expect.arrayContaining([`namespace:${namespace.seen[0].value}`]),
    });
    expect(reply.notes.join()).toContain('Tags from config_vars');
  });

  test('leaves open what has no one value, and says so', async () => {
    const { call, sandbox } = await toolBench();
    sandbox.world.workspaces.get('data-lake')!.slxs.clear();
    const bundle = await call(getRegistryCodebundle, { ...BUNDLE, workspace_name: 'data-lake' });
    expect(bundle.deploy).toMatchObject({ config_vars: {}, secret_vars: {} });
    expect(bundle.next).toMatch(/^Choose NAMESPACE, CONTEXT, kubeconfig/);
  });

  test('names the secrets without a workspace too, and how to have the values', async () => {
    const { call } = await toolBench();
    const bundle = await call(getRegistryCodebundle, BUNDLE);
    expect(bundle).toMatchObject({
      secrets: [{ name: 'kubeconfig' }],
      next: expect.stringContaining('workspace_name'),
    });
  });
});

test('a tag that is given wins over the one from a variable', async () => {
  const { call } = await toolBench();
  const { deploy } = await call(getRegistryCodebundle, { ...BUNDLE, workspace_name });
  const reply = await call(deployRegistryCodebundle, {
    ...deploy,
    ...{ slx_name: 'shop-namespace', alias: 'Shop', statement: 'It should be healthy.', dry_run: true },
    config_vars: { NAMESPACE: 'web', CONTEXT: 'prod' },
    secret_vars: { kubeconfig: 'kubeconfig' },
    tags: [{ name: 'Namespace', value: 'shop' }],
  });
  expect(reply.tags).toEqual(expect.arrayContaining(['Namespace:shop', 'cluster:prod']));
  expect(reply.tags).not.toContain('namespace:web');
});

describe('the secrets of a bundle', () => {
  const bundle = { name: 'x', slug: 'x', configuration_type: { platform: 'Azure' } };

  test('are those of its README', () => {
    const readme =
      '## Secrets\n- `azure_credentials`: The secret with client id.\n- `NAMESPACE`: Where.\n- `token`: API token.';
    expect(neededSecrets({ ...bundle, readme }).map(({ name }) => name)).toEqual([
      'azure_credentials',
      'token',
    ]);
  });

  test('follow from the platform where the README names none, which is said', () => {
    expect(neededSecrets({ ...bundle, readme: '- `count`: how many secrets may expire.' })).toEqual([
      { name: 'azure_credentials', says: expect.stringContaining('does not say') },
    ]);
  });

  test('are not known without a platform', () => {
    expect(neededSecrets({ name: 'x', slug: 'x' })).toEqual([]);
  });
});

test.each([
  ['NAMESPACE', 'namespace'],
  ['CONTEXT', 'cluster'],
  ['AZ_RESOURCE_GROUP', 'resource_group'],
  ['GCP_PROJECT_ID', 'project'],
  ['URL', undefined],
  ['NAMESPACE_PATTERN', undefined],
])('%s is tagged as %s', (variable, tag) => {
  expect(tagOf(variable)).toBe(tag);
});
