import type { CollectionSlug } from './bundle.ts';

export interface RegistryCollection {
  id: number;
  slug: CollectionSlug;
  name: string;
  description: string;
  git_ref: string;
}

export const collections: readonly RegistryCollection[] = [
  {
    id: 1,
    slug: 'rw-cli-codecollection',
    name: 'RunWhen CLI CodeCollection',
    description: 'Troubleshooting tasks built on kubectl, aws, az and gcloud commands',
    git_ref: 'main',
  },
  {
    id: 2,
    slug: 'rw-public-codecollection',
    name: 'RunWhen Public CodeCollection',
    description: 'General tasks and metrics for services with a public interface',
    git_ref: 'main',
  },
  {
    id: 3,
    slug: 'aws-c7n-codecollection',
    name: 'AWS Cloud Custodian CodeCollection',
    description: 'AWS account hygiene with Cloud Custodian policies',
    git_ref: 'main',
  },
  {
    id: 4,
    slug: 'azure-c7n-codecollection',
    name: 'Azure Cloud Custodian CodeCollection',
    description: 'Azure subscription hygiene with Cloud Custodian policies',
    git_ref: 'main',
  },
  {
    id: 5,
    slug: 'rw-generic-codecollection',
    name: 'RunWhen Generic CodeCollection',
    description: 'Bundles that run a command of your own',
    git_ref: 'main',
  },
  {
    id: 6,
    slug: 'rw-workspace-utils',
    name: 'RunWhen Workspace Utilities',
    description: 'Bundles that operate the workspace itself',
    git_ref: 'main',
  },
];

/** Address of a collection's git repository, without a `.git` suffix, as the registry stores it. */
export function gitUrl(slug: CollectionSlug): string {
  return `https://github.com/runwhen-contrib/${slug}`;
}
