import { delimiter } from 'node:path';
import type { Machine } from './machine.ts';
import { type PythonValue, str } from './python-value.ts';
import type { RunDirectories } from './run-directories.ts';

const CA_FILE = '/etc/ssl/certs/ca-certificates.crt';
const PLACEHOLDER = /^\s*$|^["']{2}$|^(none|null)$|[{<]/i;

/**
 * The whole environment of a script; nothing else is inherited. In this order, later ones win: the machine's
 * proxies, the configured map with its values as Python text, the forced certificate files, the run's own
 * directories where the map has none, the secret files.
 */
export function scriptEnvironment(
  map: Map<string, PythonValue>,
  secretFiles: Record<string, string>,
  directories: RunDirectories,
  machine: Machine,
): Record<string, string> {
  const environment: Record<string, string> = { ...machine.forwarded };
  for (const [name, value] of map) if (value !== null) environment[name] = str(value);
  const ownPath = map.has('PATH') ? `${str(map.get('PATH') ?? null)}${delimiter}` : '';
  environment.PATH = ownPath + machine.path;
  environment.SSL_CERT_FILE = CA_FILE;
  environment.REQUESTS_CA_BUNDLE = CA_FILE;
  for (const [name, value] of Object.entries(directories.variables)) {
    if (!map.has(name)) environment[name] = value;
  }
  const kubectl = environment.KUBERNETES_DISTRIBUTION_BINARY;
  if (kubectl !== undefined && PLACEHOLDER.test(kubectl)) {
    environment.KUBERNETES_DISTRIBUTION_BINARY = 'kubectl';
  }
  return { ...environment, ...secretFiles };
}
