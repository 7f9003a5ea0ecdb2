import { Refused } from '../errors/request-errors.ts';

/** Branch of a collection that nothing else is said of. */
export const DEFAULT_REF = 'main';

/** Throws `Refused` for anything that is not an address that git can clone. */
export function checkRepository(url: string): void {
  if (/^(https?|ssh|git):\/\/\S+$|^[\w.-]+@[\w.-]+:\S+$/.test(url)) return;
  throw new Refused(`repo_url ${JSON.stringify(url)} is not the address of a git repository.`, {
    hint: 'Give it as get_registry_codebundle does, such as https://github.com/runwhen-contrib/rw-cli-codecollection.',
  });
}

/**
 * A bundle's directory, also where the path of a robot file in it is given. Throws `Refused` for a path that is
 * empty or climbs out of the repository.
 */
export function bundleDirectory(given: string): string {
  const path = given
    .trim()
    .replace(/\/[^/]+\.robot$/, '')
    .replace(/^\/+|\/+$/g, '');
  if (path !== '' && !path.split('/').includes('..')) return path;
  throw new Refused(`${JSON.stringify(given)} is not the path of a bundle.`, {
    hint: 'Give its directory in the repository, such as codebundles/k8s-namespace-healthcheck.',
  });
}
