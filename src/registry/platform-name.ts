import { nearest } from '../errors/nearest.ts';
import { Refused } from '../errors/request-errors.ts';

const NAMES: Record<string, string> = {
  kubernetes: 'Kubernetes',
  k8s: 'Kubernetes',
  aws: 'AWS',
  amazon: 'AWS',
  azure: 'Azure',
  gcp: 'GCP',
  google: 'GCP',
};

/** The registry's own spelling of a platform, which it compares letter by letter. Throws `Refused` for others. */
export function registryPlatform(given: string): string {
  const name = given.trim().toLowerCase();
  if (Object.hasOwn(NAMES, name)) return NAMES[name]!;
  const meant = nearest(given.trim(), Object.keys(NAMES));
  const suggested = meant ? ` (did you mean ${NAMES[meant]}?)` : '';
  throw new Refused(`The registry knows no platform ${JSON.stringify(given)}${suggested}.`, {
    hint: 'Give Kubernetes, AWS, Azure or GCP, or leave platform out and put the word into search.',
  });
}
