import { describe, expect, test } from 'vitest';
import { getRegistryCodebundle } from '../../../src/tools/registry/get-registry-codebundle.ts';
import { searchRegistry } from '../../../src/tools/registry/search-registry.ts';
import { toolBench } from '../tool-caller.ts';

const slugs = (reply: { results: { slug: string }[] }) => reply.results.map(({ slug }) => slug);

const CURL = { collection_slug: 'rw-cli-codecollection', codebundle_slug: 'curl-http-ok' };
const nobodyListens = { registryUrl: 'http://127.0.0.1:9' };
const airgapped = { environment: { RUNWHEN_AIRGAP: 'true' } };

describe('search_registry', () => {
  test('answers with short rows that lead to the details', async () => {
    const { call } = await toolBench();
    const reply = await call(searchRegistry, { search: 'namespace health', platform: 'kubernetes' });
    expect(reply.total_count).toBeGreaterThanOrEqual(reply.count);
    expect(reply.results[0]).toMatchObject({
      codecollection_slug: 'rw-cli-codecollection',
      slug: 'k8s-namespace-healthcheck',
      codecollection_git_url: 'https://github.com/runwhen-contrib/rw-cli-codecollection',
      runbook_source_url: expect.stringContaining('codebundles/k8s-namespace-healthcheck'),
      platform: 'Kubernetes',
      access_level: 'read-only',
    });
    expect(reply.results[0]).not.toHaveProperty('readme');
  });

  test('sends no token', async () => {
    const { call, sandbox } = await toolBench();
    await call(searchRegistry, { search: 'redis' });
    expect(sandbox.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  test('finds by meaning what the words alone do not, and says so', async () => {
    const { call, sandbox } = await toolBench();
    const search = 'containers that keep crashing';
    const byMeaning = await call(searchRegistry, { search });
    expect(byMeaning.found_by).toBe('meaning and words');
    sandbox.faults.add({ path: /vector/, status: 503 });
    const byWords = await call(searchRegistry, { search });
    expect(byWords.found_by).toBe('words');
    expect(byMeaning.total_count).toBeGreaterThan(byWords.total_count);
    const added = slugs(byMeaning).filter((slug) => !slugs(byWords).includes(slug));
    expect(added).not.toEqual([]);
  });

  test.each([404, 500, 503])(
    'finds by words where the search by meaning answers %s, and says so',
    async (status) => {
      const { call, sandbox } = await toolBench();
      sandbox.faults.add({ path: /vector/, status });
      const reply = await call(searchRegistry, { search: 'redis' });
      expect(slugs(reply)).toContain('k8s-redis-healthcheck');
      expect(reply).toMatchObject({
        found_by: 'words',
        notes: [expect.stringContaining('by keywords only')],
      });
    },
  );

  test('leaves out what is nearest and yet far, and names each bundle once', async () => {
    const { call } = await toolBench();
    const { results } = await call(searchRegistry, { search: 'redis', max_results: 50 });
    expect(new Set(slugs({ results })).size).toBe(results.length);
    expect(results.length).toBeLessThan(10);
  });

  test('does not ask for meaning where tags narrow, or nothing is searched', async () => {
    const { call, sandbox } = await toolBench();
    expect(await call(searchRegistry, { search: 'redis', tags: ['REDIS'] })).toMatchObject({
      found_by: 'words',
    });
    await call(searchRegistry, { platform: 'AWS' });
    expect(sandbox.requests.filter(({ path }) => path.includes('vector'))).toEqual([]);
  });

  test('takes tags as a list or with commas, and drops empty ones', async () => {
    const { call } = await toolBench();
    const found = await call(searchRegistry, { tags: ['REDIS'] });
    expect(slugs(found)).toEqual(['aws-elasticache-redis-health', 'k8s-redis-healthcheck']);
    expect(slugs(await call(searchRegistry, { tags: 'redis, ' }))).toEqual(slugs(found));
  });

  test('honours max_results and says how many there are', async () => {
    const { call } = await toolBench();
    const reply = await call(searchRegistry, { search: ' ', max_results: 3 });
    expect(reply.results).toHaveLength(3);
    expect(reply.count).toBe(reply.total_count);
    expect(reply.total_count).toBeGreaterThan(30);
  });

  test('nothing found is told from a registry that does not work', async () => {
    const { call, sandbox } = await toolBench();
    const nothing = await call(searchRegistry, { search: 'mainframe', platform: 'AWS' });
    expect(nothing).toMatchObject({ count: 0, results: [] });
    expect(nothing.hint).toContain('leave platform out');
    sandbox.faults.add({ path: '/api/v1/health', body: { status: 'unhealthy', database: 'disconnected' } });
    const broken = await call(searchRegistry, { search: 'mainframe' });
    expect(broken).toMatchObject({ registry_available: false, airgap: false });
  });

  test('an unknown platform is refused with those that exist', async () => {
    const { refusal } = await toolBench();
    expect((await refusal(searchRegistry, { platform: 'vmware' })).hint).toContain(
      'Kubernetes, AWS, Azure or GCP',
    );
  });

  test('a web page in place of the registry is an error that names the setting', async () => {
    const { refusal, sandbox } = await toolBench();
    sandbox.faults.add({ path: '/api/v1/codebundles', status: 200, html: true });
    const error = await refusal(searchRegistry, { search: 'redis' });
    expect(error.code).toBe('unexpected_reply');
    expect(error.hint).toContain('RUNWHEN_REGISTRY_URL');
  });
});

describe('get_registry_codebundle', () => {
  test('has the variables and the arguments of a deployment', async () => {
    const { call } = await toolBench();
    const reply = await call(getRegistryCodebundle, CURL);
    expect(reply.user_variables[0]).toMatchObject({ name: 'URL', required: true });
    expect(reply.user_variables[1]).toMatchObject({
      name: 'TARGET_LATENCY',
      required: false,
      default: '1.2',
    });
    expect(reply.deploy).toEqual({
      repo_url: 'https://github.com/runwhen-contrib/rw-cli-codecollection',
      codebundle_path: 'codebundles/curl-http-ok',
      deploy_runbook: true,
      deploy_sli: true,
      access: 'read-only',
    });
  });

  test('knows a bundle that has no runbook', async () => {
    const { call } = await toolBench();
    const { deploy } = await call(getRegistryCodebundle, {
      collection_slug: 'rw-public-codecollection',
      codebundle_slug: 'http-latency',
    });
    expect(deploy).toMatchObject({ deploy_runbook: false, deploy_sli: true });
  });

  test.each([
    [{ codebundle_slug: 'nope' }, 'The collection rw-cli-codecollection has no bundle "nope".'],
    [
      { codebundle_slug: 'curl-http-okk' },
      'The collection rw-cli-codecollection has no bundle "curl-http-okk" (did you mean curl-http-ok?).',
    ],
    [
      { collection_slug: 'rw-cli-codecollectio' },
      'The registry has no collection "rw-cli-codecollectio" (did you mean rw-cli-codecollection?).',
    ],
  ])('says what it does not have, and what may be meant: %j', async (wrong, message) => {
    const { refusal } = await toolBench();
    const error = await refusal(getRegistryCodebundle, { ...CURL, ...wrong });
    expect(error).toMatchObject({ code: 'not_found', message, status: 404 });
    expect(error.hint).toContain('search_registry');
  });

  test('keeps what the registry says where its collections cannot be read', async () => {
    const { refusal, sandbox } = await toolBench();
    sandbox.faults.add({ path: /registry\/collections$/, status: 404 });
    const error = await refusal(getRegistryCodebundle, { ...CURL, codebundle_slug: 'nope' });
    expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining("'nope' not found") });
  });
});

describe.each([
  ['search_registry', searchRegistry, { search: 'redis' }],
  ['get_registry_codebundle', getRegistryCodebundle, CURL],
] as const)('%s without a registry', (_, tool, args) => {
  test('behind an air gap asks nothing and says why', async () => {
    const { call, sandbox } = await toolBench(airgapped);
    const reply = await call(tool, args);
    expect(reply).toMatchObject({ registry_available: false, airgap: true });
    expect(reply.hint).toContain('RUNWHEN_AIRGAP');
    expect(sandbox.requests).toEqual([]);
  });

  test('out of reach says so and names the setting that stops asking', async () => {
    const { call } = await toolBench(nobodyListens);
    const reply = await call(tool, args);
    expect(reply).toMatchObject({ registry_available: false, airgap: false });
    expect(reply.message).toContain('RUNWHEN_AIRGAP');
  });
});
