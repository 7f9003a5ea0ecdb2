import type { DiscoveryInput } from '../../src/codecollections/check-discovery.ts';

/** What one bundle of a public code collection consists of, as far as its shape goes. */
interface RealBundle {
  /** Repository and folder that the facts were read from. */
  source: string;
  /** Its rule in our words; undefined where only its templates were read. */
  rule?: DiscoveryInput & { slx: Record<string, unknown> };
  /** Keys of `spec` of each template, in no order. */
  spec: Partial<Record<'slx' | 'taskset' | 'sli', string[]>>;
}

const SLX = ['imageURL', 'alias', 'asMeasuredBy', 'owners', 'statement', 'additionalContext'];
const RUNBOOK = ['location', 'codeBundle', 'configProvided', 'secretsProvided'];
const SLI = [
  'displayUnitsLong',
  'displayUnitsShort',
  'locations',
  'description',
  'codeBundle',
  'intervalStrategy',
  'intervalSeconds',
  'configProvided',
  'secretsProvided',
];

const everyName = [{ type: 'pattern', pattern: '.+', properties: ['name'], mode: 'substring' }];

/**
 * Shapes of bundles that the platform's own collections publish (github.com/runwhen-contrib), without their texts.
 * Left out are keys that hold a bundle's own settings: `configProvided` of an SLX, `description` of a runbook and
 * `alerts` of an SLI.
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
    spec: { slx: [...SLX, 'tags'] },
  },
];
