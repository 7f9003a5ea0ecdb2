import type { DiscoveryInput } from '../../src/codecollections/check-discovery.ts';

/** What one bundle of a public code collection consists of, as far as its shape goes. */
interface RealBundle {
  /** Repository and folder that the facts were read from. */
  source: string;
  /** Its rule in our words, without `platform` where it names none; undefined where only its templates were read. */
  rule?: Omit<DiscoveryInput, 'platform'> & {
    platform?: DiscoveryInput['platform'];
    slx: Record<string, unknown>;
  };
  /** Paths of the keys in `spec` of each template, in no order; `[]` stands for each item of a list. */
  spec: Partial<Record<'slx' | 'taskset' | 'sli' | 'workflow', string[]>>;
}

const SLX = [
  'imageURL',
  'alias',
  'asMeasuredBy',
  'owners[]',
  'statement',
  'additionalContext.qualified_name',
  'tags[].name',
  'tags[].value',
];
const CODE = ['codeBundle.repoUrl', 'codeBundle.ref', 'codeBundle.pathToRobot'];
const CONFIG = ['configProvided[].name', 'configProvided[].value'];
const SECRETS = ['secretsProvided[].name', 'secretsProvided[].workspaceKey'];
const RUNBOOK = ['location', ...CODE, ...CONFIG, ...SECRETS];
const SLI = [
  'displayUnitsLong',
  'displayUnitsShort',
  'locations[]',
  'description',
  ...CODE,
  'intervalStrategy',
  'intervalSeconds',
  ...CONFIG,
  ...SECRETS,
];
const WORKFLOW = [
  'fromActivities[].name',
  'fromActivities[].displayName',
  'fromActivities[].description',
  'fromActivities[].actions[].tasks.slx',
  'fromActivities[].actions[].tasks.persona',
  'fromActivities[].actions[].tasks.titles[]',
  'fromActivities[].actions[].tasks.sessionTTL',
  'fromActivities[].match.activityVerbs[]',
  'fromActivities[].match.slxs[]',
];

const everyName = [{ type: 'pattern', pattern: '.+', properties: ['name'], mode: 'substring' }];

/**
 * Shapes of bundles that the platform's own collections publish (github.com/runwhen-contrib), without their texts.
 * Left out are keys that hold a bundle's own settings: `configProvided` of an SLX, `description` and the interval of a
 * runbook, `alerts` of an SLI, and names in `additionalContext`.
 */
export const REAL_BUNDLES: RealBundle[] = [
  {
    source: 'rw-cli-codecollection/codebundles/k8s-gitops-gh-remediate',
    rule: {
      platform: 'kubernetes',
      resourceTypes: ['namespace'],
      matchRules: [
        {
          type: 'and',
          matches: [
            ...everyName,
            {
              type: 'pattern',
              pattern: 'kustomize.toolkit.fluxcd.io/name',
              properties: ['labels'],
              mode: 'substring',
            },
            {
              resourceType: 'variables',
              type: 'pattern',
              pattern: 'github',
              properties: ['custom/gitops_provider'],
              mode: 'substring',
            },
          ],
        },
      ],
      qualifiers: ['namespace', 'cluster'],
      slx: { baseName: 'gitops-gh-fix', levelOfDetail: 'detailed' },
    },
    spec: { slx: SLX, taskset: RUNBOOK },
  },
  {
    source: 'aws-c7n-codecollection/codebundles/aws-c7n-ec2-health',
    spec: { slx: SLX, taskset: RUNBOOK, sli: SLI },
  },
  {
    source: 'azure-c7n-codecollection/codebundles/azure-storage-health',
    rule: {
      platform: 'azure',
      resourceTypes: ['azure_compute_disks', 'azure_storage_accounts', 'azure_compute_snapshots'],
      matchRules: everyName,
      qualifiers: ['resource_group', 'subscription_name'],
      slx: {
        baseName: 'azure-storage-health',
        levelOfDetail: 'basic',
        outputItems: [
          { type: 'slx' },
          { type: 'sli' },
          { type: 'runbook', templateName: 'azure-storage-health-taskset.yaml' },
          { type: 'workflow' },
        ],
      },
    },
    spec: { slx: SLX, taskset: RUNBOOK, sli: SLI },
  },
  {
    source: 'rw-cli-codecollection/codebundles/azure-devops-project-health',
    rule: {
      platform: 'azure_devops',
      resourceTypes: ['project'],
      matchRules: everyName,
      qualifiers: ['organization', 'resource'],
      slx: { baseName: 'az-devops-project-health', levelOfDetail: 'basic' },
    },
    spec: { slx: SLX },
  },
  {
    source: 'rw-cli-codecollection/codebundles/k8s-namespace-healthcheck',
    rule: {
      resourceTypes: ['namespace'],
      matchRules: everyName,
      qualifiers: ['namespace', 'cluster'],
      slx: {
        baseName: 'ns-health',
        levelOfDetail: 'detailed',
        baseTemplateName: 'k8s-namespace-healthcheck',
        outputItems: [
          { type: 'slx' },
          { type: 'sli' },
          { type: 'slo' },
          { type: 'runbook', templateName: 'k8s-namespace-healthcheck-taskset.yaml' },
        ],
      },
    },
    spec: {
      slx: SLX.filter((path) => path !== 'additionalContext.qualified_name'),
      taskset: RUNBOOK,
      sli: SLI,
      workflow: WORKFLOW,
    },
  },
  {
    source: 'rw-cli-codecollection/codebundles/azure-acr-health',
    rule: {
      platform: 'azure',
      resourceTypes: ['azure_containerregistry_registries'],
      matchRules: everyName,
      qualifiers: ['resource'],
      slx: {
        baseName: 'azure-acr-health',
        levelOfDetail: 'basic',
        baseTemplateName: 'azure-acr-health',
        outputItems: [
          { type: 'slx' },
          { type: 'sli' },
          { type: 'runbook', templateName: 'azure-acr-health-taskset.yaml' },
          { type: 'workflow' },
        ],
      },
    },
    spec: { slx: SLX, sli: SLI, workflow: WORKFLOW },
  },
  {
    source: 'rw-cli-codecollection/codebundles/aws-lambda-health',
    spec: {
      slx: SLX,
      sli: [
        ...SLI.filter((path) => path !== 'locations[]'),
        'alertConfig.tasks.persona',
        'alertConfig.tasks.sessionTTL',
      ],
    },
  },
  {
    source: 'rw-cli-codecollection/codebundles/gcp-bucket-health',
    rule: {
      platform: 'gcp',
      resourceTypes: ['gcp_storage_buckets'],
      matchRules: everyName,
      qualifiers: ['project'],
      slx: {
        baseName: 'gcp-bucket-health',
        levelOfDetail: 'basic',
        baseTemplateName: 'gcp-bucket-health',
        outputItems: [
          { type: 'slx' },
          { type: 'sli' },
          { type: 'slo' },
          { type: 'runbook', templateName: 'gcp-bucket-health-taskset.yaml' },
        ],
      },
    },
    spec: { taskset: RUNBOOK, sli: SLI },
  },
  {
    source: 'rw-cli-codecollection/codebundles/curl-http-ok',
    rule: {
      resourceTypes: ['ingress'],
      matchRules: [
        { type: 'and', matches: everyName },
        { type: 'not', predicate: { type: 'exists', path: 'spec/tls/hosts' } },
      ],
      qualifiers: ['resource'],
      slx: {
        baseName: 'http-ok',
        levelOfDetail: 'basic',
        baseTemplateName: 'http-ok',
        outputItems: [
          { type: 'slx' },
          { type: 'sli' },
          { type: 'slo' },
          { type: 'runbook', templateName: 'http-ok-taskset.yaml' },
        ],
      },
    },
    spec: { slx: SLX.filter((path) => path !== 'imageURL'), workflow: WORKFLOW },
  },
];

/** The public example of an SLO (rds-mysql-conn-count of infracloud-runwhen-codecollection), as far as its shape goes. */
export const REAL_SLO = [
  'codeBundle.repoUrl',
  'codeBundle.pathToYaml',
  'codeBundle.ref',
  'sloSpecType',
  'objective',
  'threshold',
  'operand',
];
