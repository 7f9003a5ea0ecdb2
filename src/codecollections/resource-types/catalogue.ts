import type { PlatformName } from '../platforms.ts';
import { AWS_FULL_PAYLOAD, AWS_TABLES } from './aws.ts';
import { AZURE_FULL_PAYLOAD, AZURE_TABLES } from './azure.ts';
import { GCP_FULL_PAYLOAD, GCP_TABLES } from './gcp.ts';
import { KUBERNETES_CORE_RESOURCES, KUBERNETES_CUSTOM_RESOURCES, KUBERNETES_KINDS } from './kubernetes.ts';

/** A resource type that generation rules can match. */
export interface ResourceType {
  name: string;
  /** What it is listed under: a cloud's service, `core` or `custom` on Kubernetes. */
  service: string;
  /** True where match rules and templates see the whole resource, false where they see an envelope. */
  fullPayload: boolean;
}

/** The resource types that this package knows, by platform. Complete for `runwhen` and Kubernetes' own kinds. */
export const RESOURCE_TYPES: Record<PlatformName, ResourceType[]> = {
  kubernetes: [
    ...Object.keys(KUBERNETES_KINDS).map((name) => ({ name, service: 'core', fullPayload: true })),
    ...[...KUBERNETES_CUSTOM_RESOURCES, ...KUBERNETES_CORE_RESOURCES].map((name) => ({
      name,
      service: 'custom',
      fullPayload: true,
    })),
  ],
  azure_devops: ['organization', 'project', 'repository', 'pipeline', 'release'].map((name) => ({
    name,
    service: 'core',
    fullPayload: true,
  })),
  azure: tables('azure', AZURE_TABLES, AZURE_FULL_PAYLOAD),
  aws: tables('aws', AWS_TABLES, AWS_FULL_PAYLOAD),
  gcp: tables('gcp', GCP_TABLES, GCP_FULL_PAYLOAD),
  runwhen: [{ name: 'workspace', service: 'core', fullPayload: true }],
};

/** Whether the platform has too many types to list without a search. */
export const searchRequired = (platform: PlatformName): boolean =>
  platform === 'azure' || platform === 'aws' || platform === 'gcp';

function tables(cloud: string, services: Record<string, string>, fullPayload: string[]): ResourceType[] {
  return Object.entries(services).flatMap(([service, words]) =>
    words
      .trim()
      .split(/\s+/)
      .map((word) => [cloud, service, word].filter(Boolean).join('_'))
      .map((name) => ({ name, service, fullPayload: fullPayload.includes(name) })),
  );
}
