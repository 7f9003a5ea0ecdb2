import type { Runbook, RuntimeVar } from '../state/records.ts';
import type { Script } from './script.ts';

/** What a seeded SLX is made from. */
export interface SlxSeed {
  name: string;
  alias: string;
  statement: string;
  place: Place;
  task: {
    title: string;
    script: Script;
    env: Record<string, string>;
    runtimeVars?: RuntimeVar[];
    acts?: Runbook['acts'];
  };
  sli?: { script: Script; env: Record<string, string>; value: number };
  /** workspaceKey by secret name. */
  secrets?: Record<string, string>;
  /** Further tags. */
  tags?: Record<string, string>;
  /** What the task reports when it runs: the same words, so that a run finds these issues again. */
  issues?: IssueSeed[];
}

export interface IssueSeed {
  title: string;
  severity: number;
  details: string;
  nextSteps: string;
  /** When it was seen, newest first. */
  seenHoursAgo: number[];
  /** Only for issues that are closed. */
  closedHoursAgo?: number;
}

/** Where in the resource tree an SLX stands. */
export interface Place {
  path: string;
  tags: Record<string, string>;
  /** Tag names, broad to narrow. */
  hierarchy: string[];
}

export function kubernetes(cluster: string, namespace: string, name: string, type = 'deployment'): Place {
  return {
    path: `kubernetes/${cluster}/${namespace}/${name}`,
    tags: { platform: 'kubernetes', cluster, namespace, resource_name: name, resource_type: type },
    hierarchy: ['platform', 'cluster', 'namespace', 'resource_name'],
  };
}

/** A resource of AWS, Azure or GCP; `account` is an account, a subscription or a project. */
export function cloud(
  platform: 'aws' | 'azure' | 'gcp',
  account: string,
  region: string,
  service: string,
  name: string,
): Place {
  return {
    path: `${platform}/${account}/${region}/${service}/${name}`,
    tags: { platform, account, region, service, resource_name: name, resource_type: service },
    hierarchy: ['platform', 'region', 'service', 'resource_name'],
  };
}
