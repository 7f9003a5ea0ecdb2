/** What a generation rule's resources come from; `runwhen` is the workspace itself. */
export const PLATFORMS = ['kubernetes', 'azure', 'azure_devops', 'aws', 'gcp', 'runwhen'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

/** What code collections may do on one platform, as runwhen-local reads them. */
export interface Platform {
  title: string;
  /** When to choose this platform, for someone who has not decided. */
  decisionGuide: string;
  /** Form of a resource type's name, in words. */
  resourceTypeForm: string;
  /** Resource types of a bundle that names none. */
  defaultResourceTypes: string[];
  /** Qualifiers that runwhen-local resolves here, most specific first. */
  qualifiers: string[];
  defaultQualifiers: string[];
  /** Paths that match rules of this platform commonly look at. */
  matchPaths: string[];
  /** Names that templates of this platform may start an expression with, besides those of every platform. */
  templateVariables: string[];
  /** Paths that templates of published bundles read, and what each gives. */
  templatePaths: Record<string, string>;
  /** What match rules and templates see of a resource, where that depends on its type. */
  payload?: string;
  /** Prefix of the builder's includes for tags and hierarchy, where it is not the platform's name. */
  includes?: string;
  /** Icon of its SLXs, unless a bundle brings its own. */
  icon: string;
  /** Where every resource type is listed, for people with a browser; none where the list is complete here. */
  catalogueUrl?: string;
}

const ICONS = 'https://storage.googleapis.com/runwhen-nonprod-shared-images/icons';
/** For an SLX that is about no known platform. */
export const GENERIC_ICON = `${ICONS}/prompt_suggestion.svg`;
const CLOUDQUERY = 'https://www.cloudquery.io/hub/plugins/source/cloudquery';

/** Names that every template may use. */
export const COMMON_TEMPLATE_VARIABLES = [
  'workspace',
  'match_resource',
  'qualifiers',
  'custom',
  'slx_name',
  'default_location',
];

/** Paths that a template of every platform may read, as runwhen-local's guide for authors lists them. */
export const COMMON_TEMPLATE_PATHS: Record<string, string> = {
  'match_resource.name': 'name of the matched resource',
  'match_resource.qualified_name': 'its unique name',
  'workspace.name': 'the workspace',
  'workspace.owner_email': 'its owner',
  default_location: 'the location that the builder is set up with',
};

/** The platforms, in the order in which they are offered. */
export const PLATFORM_PROFILES: Record<PlatformName, Platform> = {
  kubernetes: {
    title: 'Kubernetes',
    decisionGuide:
      "One check per namespace, workload or custom resource of the clusters that the workspace discovers. Choose it when the script uses kubectl or a pod's own data.",
    resourceTypeForm: 'a built-in kind (deployment) or plural.group[/version] (certificates.cert-manager.io)',
    defaultResourceTypes: ['namespace'],
    qualifiers: [
      'resource',
      'namespace',
      'cluster',
      'name',
      'context',
      'subscription_id',
      'subscription_name',
    ],
    defaultQualifiers: ['namespace', 'cluster'],
    matchPaths: ['name', 'namespace', 'resource/metadata/labels/app', 'resource/spec/replicas'],
    templateVariables: ['cluster', 'namespace', 'context', 'resource'],
    templatePaths: {
      'match_resource.resource.metadata.name': 'name of the object',
      'match_resource.resource.metadata.namespace':
        'its namespace; empty where it is in none, as namespaces themselves are',
      'namespace.name': 'its namespace',
      context: 'the context of its cluster in the kubeconfig',
    },
    icon: `${ICONS}/kubernetes-icon-color.svg`,
  },
  azure: {
    title: 'Microsoft Azure',
    decisionGuide:
      'One check per discovered Azure resource, or per resource group or subscription. Choose it when the script uses az or an Azure SDK.',
    resourceTypeForm: 'a CloudQuery table (azure_compute_virtual_machines)',
    defaultResourceTypes: ['azure_appservice_web_apps'],
    qualifiers: [
      'resource',
      'resource_group',
      'subscription_name',
      'subscription_id',
      'project',
      'organization',
    ],
    defaultQualifiers: ['resource', 'resource_group'],
    matchPaths: ['name', 'tags', 'resource/location', 'resource/properties/provisioningState'],
    templateVariables: [
      'resource',
      'resource_group',
      'subscription_name',
      'subscription_id',
      'project',
      'organization',
    ],
    templatePaths: {
      'match_resource.resource.name': 'name of the resource',
      'resource_group.name': 'its resource group',
      subscription_id: 'id of its subscription',
      subscription_name: 'name of its subscription',
    },
    icon: `${ICONS}/azure-icon.svg`,
    payload:
      'Types in full_payload carry resource/properties; the others have only id, name, location, tags and sku.',
    catalogueUrl: `${CLOUDQUERY}/azure/latest/tables`,
  },
  azure_devops: {
    title: 'Azure DevOps',
    decisionGuide:
      'One check per discovered project, repository, pipeline or release of an Azure DevOps organization, or per organization. A separate platform from azure.',
    resourceTypeForm: 'organization, project, repository, pipeline or release',
    defaultResourceTypes: ['project'],
    qualifiers: ['resource', 'project', 'project.name', 'organization'],
    defaultQualifiers: ['resource', 'organization'],
    matchPaths: ['name', 'id', 'url'],
    templateVariables: ['resource', 'project', 'organization'],
    templatePaths: { project: 'name of the project', organization: 'name of the organization' },
    includes: 'azure',
    icon: `${ICONS}/azure/devops/10261-icon-service-Azure-DevOps.svg`,
  },
  aws: {
    title: 'Amazon Web Services',
    decisionGuide:
      'One check per discovered AWS resource, or per region or account. Choose it when the script uses aws or boto3.',
    resourceTypeForm: 'a CloudQuery table (aws_ec2_instances)',
    defaultResourceTypes: ['aws_ec2_instances'],
    qualifiers: [
      'resource',
      'region',
      'account_name',
      'account_id',
      'name',
      'account_alias',
      'service',
      'arn',
      'is_public',
      'auth_type',
    ],
    defaultQualifiers: ['resource', 'region', 'account_name'],
    matchPaths: ['name', 'tags', 'region', 'account_id', 'resource/tags/Environment'],
    templateVariables: ['resource', 'region', 'account_name', 'account_id'],
    templatePaths: { 'match_resource.resource.region': 'its region' },
    icon: `${ICONS}/Amazon_Web_Services_Logo.svg`,
    payload: "Types in full_payload carry every field; the others have Cloud Control's envelope.",
    catalogueUrl: `${CLOUDQUERY}/aws/latest/tables`,
  },
  gcp: {
    title: 'Google Cloud',
    decisionGuide:
      'One check per discovered Google Cloud resource, or per project. Choose it when the script uses gcloud or a Google SDK.',
    resourceTypeForm: 'a CloudQuery table (gcp_compute_instances)',
    defaultResourceTypes: ['gcp_compute_instances'],
    qualifiers: ['resource', 'project', 'name'],
    defaultQualifiers: ['resource', 'project'],
    matchPaths: ['name', 'resource/labels/env', 'resource/status'],
    templateVariables: ['resource', 'project'],
    templatePaths: { 'match_resource.resource.project_id': 'its project' },
    icon: `${ICONS}/google-cloud-platform.svg`,
    payload: 'Types in full_payload are found with viewer roles; the others need Cloud Asset Inventory.',
    catalogueUrl: `${CLOUDQUERY}/gcp/latest/tables`,
  },
  runwhen: {
    title: 'RunWhen workspace',
    decisionGuide:
      'Exactly one check per workspace, tied to no discovered resource: external APIs, SaaS, repositories, whole-company checks. Takes resource_path and hierarchy.',
    resourceTypeForm: 'workspace',
    defaultResourceTypes: ['workspace'],
    qualifiers: ['workspace'],
    defaultQualifiers: ['workspace'],
    matchPaths: ['name'],
    templateVariables: [],
    templatePaths: {},
    icon: `${ICONS}/runwhen.svg`,
  },
};
