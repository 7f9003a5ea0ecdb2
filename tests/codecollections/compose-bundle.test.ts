import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BundleRequest, composeBundle } from '../../src/codecollections/compose-bundle.ts';
import { COMMON_TEMPLATE_PATHS, PLATFORM_PROFILES, PLATFORMS } from '../../src/codecollections/platforms.ts';
import { renderBundle } from '../../src/codecollections/render/bundle-files.ts';
import { sampleBundle, sampleSli } from './sample-bundle.ts';

const compose = (given: Partial<BundleRequest> = {}) => {
  const { baseName: _, imageUrl: __, ...sample } = sampleBundle();
  return composeBundle({ ...sample, discovery: { platform: 'runwhen' }, ...given });
};

describe('the name of a bundle', () => {
  test.each(['foo-bar', 'a', 'k8s-2-check'])('may be %s', (name) => {
    expect(compose({ name }).bundle.name).toBe(name);
  });

  test.each([
    'foo_bar',
    'FooBar',
    'INVALID_name',
    '',
    '-a',
    'a-',
    'a--b',
    '../x',
    'a/b',
    'a.b',
    'a'.repeat(64),
  ])('is refused, not mended, where it is %j', (name) => {
    expect(() => compose({ name })).toThrow(`Invalid bundle_name ${JSON.stringify(name)}`);
  });

  test.each([
    ['my-health-check-for-all', 'my-health-check'],
    ['fourteen-chars-more', 'fourteen-chars'],
    ['short', 'short'],
  ])('%s gives SLX names that start with %s', (name, baseName) => {
    expect(compose({ name }).bundle.baseName).toBe(baseName);
  });

  test('never gives a base name that is no name', () => {
    const name = fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/).filter((name) => name.length <= 63);
    fc.assert(
      fc.property(name, (name) => {
        expect(compose({ name }).bundle.baseName).toMatch(/^(?=.{1,15}$)[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
    );
  });

  test('yields to a given base name, with a note where that is long', () => {
    expect(compose({ baseName: 'az-kv' })).toMatchObject({ bundle: { baseName: 'az-kv' }, notes: [] });
    expect(compose({ baseName: 'a-name-that-is-long' }).notes).toEqual([
      expect.stringContaining('longer than 15'),
    ]);
    expect(() => compose({ baseName: 'Az_KV' })).toThrow('Invalid base_name');
  });
});

describe('composeBundle', () => {
  test('parts the template marks in prose, says where, and leaves none in any file', () => {
    const mark = '{{ x }} {% y %} {# z #}';
    const { task } = sampleBundle();
    const { bundle, notes } = compose({
      alias: mark,
      statement: mark,
      imageUrl: mark,
      resourcePath: mark,
      task: { ...task, title: mark },
      sli: { ...sampleSli!, description: mark },
    });
    expect(bundle.alias).toBe('{ { x } } { % y % } { # z # }');
    expect(notes).toEqual([
      expect.stringContaining('alias, statement, image_url, resource_path, task_title, sli_description'),
    ]);
    for (const { content } of renderBundle(bundle)) expect(content).not.toMatch(/\{\{ x|\{% y|\{# z/);
  });

  test.each(PLATFORMS)('renders on %s with the platform’s defaults alone', (platform) => {
    const { bundle } = compose({ discovery: { platform } });
    expect(renderBundle(bundle)).toHaveLength(6);
    expect(bundle.imageUrl).toMatch(/^https:\/\//);
  });

  test('takes the platform’s icon unless one is given', () => {
    expect(compose().bundle.imageUrl).toContain('runwhen.svg');
    expect(compose({ discovery: { platform: 'azure' } }).bundle.imageUrl).toContain('azure-icon.svg');
    expect(compose({ imageUrl: 'https://example.com/own.svg' }).bundle.imageUrl).toBe(
      'https://example.com/own.svg',
    );
  });

  test('says which values are filled in per resource and which only look so', () => {
    const { notes } = compose({
      discovery: { platform: 'kubernetes', resourceTypes: ['pod'] },
      envVars: { NAMESPACE: '{{match_resource.namespace.name}}', ODD: '{{ nothing }}' },
    });
    expect(notes).toEqual([
      expect.stringMatching(
        /^NAMESPACE: \{\{match_resource.namespace.name\}\} is filled in for each resource; it is rendered empty where/,
      ),
      'ODD: {{ nothing }} stays plain text: it is not a template variable of kubernetes.',
    ]);
  });

  test.each(PLATFORMS)('knows on %s the paths that published bundles read', (platform) => {
    const paths = Object.keys({ ...COMMON_TEMPLATE_PATHS, ...PLATFORM_PROFILES[platform].templatePaths });
    const envVars = Object.fromEntries(
      paths.map((path, index) => [`V${index}`, `{{ ${path} | default("x") }}`]),
    );
    const { notes } = compose({
      discovery: { platform, resourceTypes: platform === 'kubernetes' ? ['pod'] : [] },
      envVars,
    });
    for (const [index] of paths.entries())
      expect(notes.find((note) => note.startsWith(`V${index}:`))).toMatch(
        /is filled in for each resource\.$/,
      );
  });

  test.each([
    [['namespace'], 'is rendered empty: a namespace is in no namespace'],
    [['cluster', 'namespace'], 'is rendered empty: a cluster or namespace'],
    [['namespace', 'pod'], 'is filled in for each resource.'],
  ])('says of the namespace of %j what it comes to', (resourceTypes, words) => {
    const { notes } = compose({
      discovery: { platform: 'kubernetes', resourceTypes },
      envVars: { NAMESPACE: '{{match_resource.resource.metadata.namespace}}' },
    });
    expect(notes.find((note) => note.startsWith('NAMESPACE:'))).toContain(words);
  });

  test('says which secrets are named by no full key', () => {
    const secretVars = {
      token: 'my-token',
      kubeconfig: 'k8s:file@secret/kubeconfig:kubeconfig',
      other: '{{custom.secret}}',
    };
    expect(compose({ secretVars }).notes).toEqual([
      'other: {{custom.secret}} is filled in for each resource.',
      expect.stringContaining('token: "my-token" is written as it is'),
    ]);
  });

  test('says what the builder makes of a hierarchy', () => {
    const { notes } = compose({
      resourcePath: 'custom/shop',
      hierarchy: ['platform', 'team', 'resource_name'],
    });
    expect(notes).toEqual([
      expect.stringContaining('replaces resource_path'),
      expect.stringContaining('no tag is named team'),
    ]);
  });

  test('refuses a hierarchy on a discovered platform', () => {
    const discovery = { platform: 'kubernetes' as const };
    expect(() => compose({ discovery, hierarchy: ['platform'] })).toThrow(
      'Invalid discovery platform configuration',
    );
  });
});
