import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLATFORM_PROFILES, PLATFORMS } from '../../src/codecollections/platforms.ts';
import { renderBundle } from '../../src/codecollections/render/bundle-files.ts';
import { neutralise } from '../../src/codecollections/template-text.ts';
import { parseYaml11 } from './jinja.ts';
import {
  byName,
  fileOf,
  rendered,
  SLI_SCRIPT,
  sampleBundle,
  sampleSli,
  TASK_SCRIPT,
} from './sample-bundle.ts';

const paths = (bundle = sampleBundle()) => renderBundle(bundle).map(({ path }) => path);

const AWKWARD = [
  'yes',
  '01234',
  '{{ x }}',
  '{% include "x" %}',
  'a: b # c',
  'two\nlines',
  `"double" and 'single'`,
];

describe('a bundle', () => {
  test('has its README, review page, script, rule and templates', () => {
    expect(paths()).toEqual([
      'codebundles/my-health-check/README.md',
      'codebundles/my-health-check/.runwhen/SKILL_TEMPLATE.md',
      'codebundles/my-health-check/.runwhen/raw_script.py',
      'codebundles/my-health-check/.runwhen/generation-rules/my-health-check.yaml',
      'codebundles/my-health-check/.runwhen/templates/my-health-check-slx.yaml',
      'codebundles/my-health-check/.runwhen/templates/my-health-check-taskset.yaml',
    ]);
  });

  test('with an SLI also has its script and template', () => {
    const extra = paths(sampleBundle({ sli: sampleSli })).filter((path) => !paths().includes(path));
    expect(extra).toEqual([
      'codebundles/my-health-check/.runwhen/raw_sli_script.sh',
      'codebundles/my-health-check/.runwhen/templates/my-health-check-sli.yaml',
    ]);
  });

  test('holds the script byte for byte, and the same in GEN_CMD', () => {
    const script = '\r\n# é {{ x }}\ndef main():\n\treturn []';
    const { task } = sampleBundle();
    const bundle = sampleBundle({ task: { ...task, script } });
    expect(fileOf(bundle, 'raw_script.py')).toBe(script);
    const { GEN_CMD } = byName(rendered(bundle, '-taskset.yaml').spec.configProvided);
    expect(Buffer.from(GEN_CMD, 'base64').toString()).toBe(script);
  });
});

describe('the generation rule', () => {
  test('matches the workspace unless told otherwise', () => {
    expect(
      parseYaml11(fileOf(sampleBundle({ sli: sampleSli }), 'generation-rules/my-health-check.yaml')),
    ).toEqual({
      apiVersion: 'runwhen.com/v1',
      kind: 'GenerationRules',
      spec: {
        platform: 'runwhen',
        generationRules: [
          {
            resourceTypes: ['workspace'],
            matchRules: [{ type: 'pattern', pattern: '.+', properties: ['name'], mode: 'substring' }],
            slxs: [
              {
                baseName: 'my-health-check',
                qualifiers: ['workspace'],
                baseTemplateName: 'my-health-check',
                levelOfDetail: 'detailed',
                outputItems: [
                  { type: 'slx' },
                  { type: 'sli' },
                  { type: 'runbook', templateName: 'my-health-check-taskset.yaml' },
                ],
              },
            ],
          },
        ],
      },
    });
  });

  test('has platform, types, qualifiers and awkward patterns as given', () => {
    const matchRules = AWKWARD.map((pattern) => ({ type: 'pattern', pattern, properties: ['name'] }));
    const discovery = {
      platform: 'kubernetes' as const,
      resourceTypes: ['deployment', 'mycrd.example.com/v1'],
      qualifiers: ['resource', 'namespace'],
      matchRules,
    };
    const rule = fileOf(sampleBundle({ discovery }), 'generation-rules/my-health-check.yaml');
    expect(parseYaml11(rule)).toMatchObject({
      spec: {
        platform: 'kubernetes',
        generationRules: [
          {
            resourceTypes: discovery.resourceTypes,
            matchRules,
            slxs: [{ qualifiers: ['resource', 'namespace'] }],
          },
        ],
      },
    });
  });
});

describe('the generation rule of every platform', () => {
  const schema = JSON.parse(
    readFileSync('skills/author-generation-rules/references/generation-rules.schema.json', 'utf8'),
  );
  const valid = new Ajv2020({ strict: false, formats: { regex: true } }).compile(schema);

  test.each(PLATFORMS)('fits the schema that the skills come with: %s', (platform) => {
    const bundle = sampleBundle({ discovery: { platform }, sli: sampleSli });
    expect(
      valid(parseYaml11(fileOf(bundle, 'generation-rules/my-health-check.yaml'))),
      JSON.stringify(valid.errors),
    ).toBe(true);
  });
});

describe('the SLX template', () => {
  test('says what stands for the statement: the SLI, else the issues of the task', () => {
    expect(rendered(sampleBundle(), '-slx.yaml').spec.asMeasuredBy).toContain('Check the cart');
    const { spec } = rendered(sampleBundle({ sli: sampleSli }), '-slx.yaml');
    expect(spec.asMeasuredBy).toBe('Whether the cart answers.');
  });

  test('keeps the builder’s own expressions live', () => {
    const template = fileOf(sampleBundle(), '-slx.yaml');
    expect(template).toContain('{{slx_name}}');
    expect(template).toContain('{{workspace.owner_email}}');
    expect(template).toContain('{% include "common-labels.yaml" %}');
    expect(rendered(sampleBundle(), '-slx.yaml')).toMatchObject({
      kind: 'ServiceLevelX',
      metadata: {
        name: 'shop--pod-health-1a2b3c4d',
        labels: { workspace: 'shop', slx: 'shop--pod-health-1a2b3c4d' },
      },
      spec: { owners: ['ada@example.com'], alias: 'Cart Health', statement: 'The cart answers.' },
    });
  });

  test.each(['kubernetes', 'azure', 'aws', 'gcp'] as const)(
    'on %s takes place and tags from its includes',
    (platform) => {
      const bundle = sampleBundle({ discovery: { platform } });
      const template = fileOf(bundle, '-slx.yaml');
      expect(template).toContain(`{% include "${platform}-tags.yaml" ignore missing %}`);
      expect(template).toContain(`{% include "${platform}-hierarchy.yaml" ignore missing %}`);
      expect(template).not.toContain('value: runwhen');
      const { spec } = rendered(bundle, '-slx.yaml');
      expect(spec.additionalContext.hierarchy).toEqual(['platform', 'resource_name']);
      expect(byName(spec.tags)).toEqual({ platform, resource_name: 'cart', access: 'read-only' });
    },
  );

  test('of a workspace says where it stands, as given', () => {
    const resourcePath = 'custom/foo/"weird": path';
    const { spec } = rendered(sampleBundle({ resourcePath, hierarchy: ['platform', 'yes'] }), '-slx.yaml');
    expect(spec.additionalContext).toEqual({
      qualified_name: 'shop/cart',
      resourcePath,
      hierarchy: ['platform', 'yes'],
    });
    expect(byName(spec.tags)).toMatchObject({ platform: 'runwhen', resource_type: 'workspace' });
  });

  test('of a workspace leaves out the place where none is given', () => {
    expect(rendered(sampleBundle(), '-slx.yaml').spec.additionalContext).toEqual({
      qualified_name: 'shop/cart',
    });
  });

  test('lets a given tag stand in place of the workspace’s', () => {
    const tags = [{ name: 'platform', value: 'custom' }];
    const { spec } = rendered(sampleBundle({ tags }), '-slx.yaml');
    expect(spec.tags.filter(({ name }: { name: string }) => name === 'platform')).toEqual(tags);
  });
});

describe('the taskset template', () => {
  test('names the bundle on the runner and holds title, interpreter and environment', () => {
    const bundle = sampleBundle({
      envVars: { NAMESPACE: 'shop' },
      secretVars: { kubeconfig: 'k8s:file@secret/kube.config' },
    });
    const { spec, kind } = rendered(bundle, '-taskset.yaml');
    expect(kind).toBe('Runbook');
    expect(spec.location).toBe('location-01');
    expect(spec.codeBundle).toEqual({
      repoUrl: 'https://github.com/runwhen-contrib/rw-generic-codecollection.git',
      ref: 'main',
      pathToRobot: 'codebundles/tool-builder/runbook.robot',
    });
    expect(byName(spec.configProvided)).toEqual({
      TASK_TITLE: 'Check the cart',
      GEN_CMD: Buffer.from(TASK_SCRIPT).toString('base64'),
      INTERPRETER: 'python',
      TIMEOUT_SECONDS: '300',
      CONFIG_ENV_MAP: '{"NAMESPACE": "shop"}',
      SECRET_ENV_MAP: '["kubeconfig"]',
      NAMESPACE: 'shop',
    });
    expect(spec.secretsProvided).toEqual([
      { name: 'kubeconfig', workspaceKey: 'k8s:file@secret/kube.config' },
    ]);
  });

  test('has neither secrets nor runtime variables where there are none', () => {
    const { spec } = rendered(sampleBundle(), '-taskset.yaml');
    expect(spec).not.toHaveProperty('secretsProvided');
    expect(spec).not.toHaveProperty('runtimeVarsProvided');
    expect(byName(spec.configProvided)).toMatchObject({ CONFIG_ENV_MAP: '{}', SECRET_ENV_MAP: '[]' });
  });

  test('holds runtime variables of both kinds', () => {
    const runtimeVars = [
      {
        name: 'WINDOW',
        description: 'How far back.',
        default: '01234',
        validation: { type: 'regex' as const, pattern: '^[a-z]{{1}}\\d{2}$' },
      },
      {
        name: 'LEVEL',
        description: 'yes',
        default: '',
        validation: { type: 'enum' as const, values: ['no', '1_000'] },
      },
    ];
    expect(rendered(sampleBundle({ runtimeVars }), '-taskset.yaml').spec.runtimeVarsProvided).toEqual(
      runtimeVars,
    );
  });

  test.each(AWKWARD)('brings the environment value, secret key and tag %j back exactly', (text) => {
    const bundle = sampleBundle({
      envVars: { VALUE: text },
      secretVars: { TOKEN: text },
      tags: [{ name: 'note', value: text }],
    });
    const { spec } = rendered(bundle, '-taskset.yaml');
    const config = byName(spec.configProvided);
    expect(config.VALUE).toBe(text);
    expect(JSON.parse(config.CONFIG_ENV_MAP)).toEqual({ VALUE: text });
    expect(byName(spec.secretsProvided, 'workspaceKey')).toEqual({ TOKEN: text });
    expect(byName(rendered(bundle, '-slx.yaml').spec.tags).note).toBe(text);
  });

  test('fills in the values of the matched resource', () => {
    const bundle = sampleBundle({
      discovery: { platform: 'kubernetes' },
      envVars: { NAMESPACE: '{{match_resource.resource.metadata.namespace}}' },
      secretVars: { kubeconfig: '{{custom.kubeconfig | default("k8s:file@secret/kubeconfig:kubeconfig")}}' },
    });
    const { spec } = rendered(bundle, '-taskset.yaml');
    const config = byName(spec.configProvided);
    expect(config.NAMESPACE).toBe('shop');
    expect(config.CONFIG_ENV_MAP).toBe('{"NAMESPACE": "shop"}');
    expect(spec.secretsProvided[0].workspaceKey).toBe('k8s:file@secret/kubeconfig:kubeconfig');
  });
});

describe('the SLI template', () => {
  test('runs the SLI’s own script at its interval', () => {
    const bundle = sampleBundle({ sli: sampleSli, envVars: { A: '1' }, secretVars: { S: 'key' } });
    const { kind, spec } = rendered(bundle, '-sli.yaml');
    expect(kind).toBe('ServiceLevelIndicator');
    expect(spec).toMatchObject({
      displayUnitsLong: 'OK',
      locations: ['location-01'],
      intervalSeconds: 300,
      intervalStrategy: 'intermezzo',
      description: 'Whether the cart answers.',
      codeBundle: { pathToRobot: 'codebundles/tool-builder/sli.robot' },
      secretsProvided: [{ name: 'S', workspaceKey: 'key' }],
      alertConfig: { tasks: { persona: 'eager-edgar', sessionTTL: '10m' } },
    });
    expect(byName(spec.configProvided)).toEqual({
      GEN_CMD: Buffer.from(SLI_SCRIPT).toString('base64'),
      INTERPRETER: 'bash',
      TIMEOUT_SECONDS: '300',
      CONFIG_ENV_MAP: '{"A": "1"}',
      SECRET_ENV_MAP: '["S"]',
      A: '1',
    });
  });
});

describe('every template', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'{}%#-\'"\\ \n\r\t:&*!|>@`,[]?a\u0085\u2028') }),
  );
  const name = fc
    .stringMatching(/^[A-Z][A-Z_]{0,8}$/)
    .filter((name) => !/^(GEN_CMD|INTERPRETER|TIMEOUT_SECONDS|.*_MAP|TASK_TITLE)$/.test(name));

  test('renders to a document that says what was given, whatever was given', () => {
    fc.assert(
      fc.property(
        fc.record({ prose: text, value: text, names: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }) }),
        fc.constantFrom('runwhen' as const, 'kubernetes' as const, 'azure' as const),
        ({ prose, value, names }, platform) => {
          const said = neutralise(prose);
          const values = Object.fromEntries(names.map((name) => [name, value]));
          const { task } = sampleBundle();
          const bundle = sampleBundle({
            discovery: { platform },
            alias: said,
            statement: said,
            imageUrl: said,
            task: { ...task, title: said },
            sli: { ...sampleSli!, description: said },
            envVars: values,
            secretVars: values,
            tags: [{ name: 'note', value }],
          });
          const slx = rendered(bundle, '-slx.yaml').spec;
          expect(slx).toMatchObject({ alias: said, statement: said, imageURL: said });
          expect(byName(slx.tags).note).toBe(value);
          const { configProvided, secretsProvided } = rendered(bundle, '-taskset.yaml').spec;
          expect(byName(configProvided)).toMatchObject({ TASK_TITLE: said, ...values });
          expect(JSON.parse(byName(configProvided).CONFIG_ENV_MAP)).toEqual(values);
          expect(byName(secretsProvided, 'workspaceKey')).toEqual(values);
          expect(rendered(bundle, '-sli.yaml').spec.description).toBe(said);
        },
      ),
    );
  });

  test('has an https icon to stand for every platform', () => {
    for (const { icon } of Object.values(PLATFORM_PROFILES)) expect(icon).toMatch(/^https:\/\//);
  });
});
