import { awsBundles } from './aws-bundles.ts';
import { azureAndGcpBundles } from './azure-gcp-bundles.ts';
import type { Bundle } from './bundle.ts';
import { genericBundles } from './generic-bundles.ts';
import { kubernetesBundles } from './kubernetes-bundles.ts';

/** Every codebundle of the sandbox's registry. */
export const catalogue: readonly Bundle[] = [
  ...kubernetesBundles,
  ...awsBundles,
  ...azureAndGcpBundles,
  ...genericBundles,
];

/** The registry's slug of a bundle: its directory name lower-cased, spaces and underscores as hyphens. */
export function bundleSlug(name: string): string {
  return name.toLowerCase().replace(/[ _]/g, '-');
}
