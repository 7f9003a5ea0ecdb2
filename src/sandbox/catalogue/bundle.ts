/** The collections of the sandbox's registry. */
export type CollectionSlug =
  | 'rw-cli-codecollection'
  | 'rw-public-codecollection'
  | 'aws-c7n-codecollection'
  | 'azure-c7n-codecollection'
  | 'rw-generic-codecollection'
  | 'rw-workspace-utils';

/** A value that the user of a bundle sets; required when it has no default. */
export interface BundleVariable {
  name: string;
  description: string;
  example: string;
  default: string | null;
}

/** What the catalogue stores of one codebundle; `rows.ts` turns it into the registry's JSON. */
export interface Bundle {
  /** Directory name in the collection's repository. */
  name: string;
  collection: CollectionSlug;
  displayName: string;
  /** One paragraph; its first sentence is the short description. */
  doc: string;
  author: string;
  /** Stored platform; null for bundles without generation rules. */
  platform: 'Kubernetes' | 'AWS' | 'Azure' | 'GCP' | null;
  tags: string[];
  access: 'read-only' | 'read-write' | null;
  /** Data tag, such as `config` or `logs-bulk`. */
  data: string;
  /** Titles of runbook tasks; empty when the bundle has no runbook. */
  tasks: string[];
  /** Titles of SLI tasks; empty when the bundle has no SLI. */
  slis: string[];
  variables: BundleVariable[];
  /** Resource types of its generation rules. */
  resourceTypes: string[];
  /** Date of the last change in git, `YYYY-MM-DD`. */
  changed: string;
}

/** A variable without a default, which a deployment must set. */
export function required(name: string, description: string, example: string): BundleVariable {
  return { name, description, example, default: null };
}

/** A variable that works unset. */
export function optional(name: string, description: string, value: string): BundleVariable {
  return { name, description, example: value, default: value };
}
