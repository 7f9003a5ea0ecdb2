import { SetupFailure } from './failures.ts';
import type { RunSpec } from './run.ts';

const SANDBOX_KUBECONFIG = `apiVersion: v1
kind: Config
clusters: []
contexts: []
users: []
`;

/** Secrets that a cloud login reads beside its own; a missing one is a setup failure. */
const NEEDED: [RegExp, string[]][] = [
  [/^azure:sp@kubeconfig:/, ['az_clientId', 'az_tenantId', 'az_clientSecret']],
  [/^gcp:sa@/, ['gcp_projectId', 'gcp_serviceAccountKey']],
];
const LOGIN = /^(azure|gcp|aws):[a-z_]+@cli$/;
const GENERATED_KUBECONFIG = /^(azure|gcp|aws):[a-z_]+@kubeconfig:./;

/** The text of a secret's file. Throws `SetupFailure` when the runner could not provide it. */
export function secretText(name: string, spec: RunSpec): string {
  if (name === '' || /[/\0]/.test(name) || name === '.' || name === '..') {
    throw new SetupFailure(`'${name}' is not a name for a secret's file.`);
  }
  const key = spec.secretKeys[name];
  if (key === undefined) throw new SetupFailure(`Secret '${name}' has no provider key in RW_SECRETS_KEYS.`);
  const text = providedText(name, key, spec);
  if (text === undefined || text === '') {
    throw new SetupFailure(`Secret '${name}' could not be read: the runner has nothing under '${key}'.`);
  }
  return text;
}

/** True when the runner also writes the secret to its own kubeconfig path. */
export function isKubeconfig(key: string): boolean {
  return GENERATED_KUBECONFIG.test(key) || (key.startsWith('k8s:') && key.includes('kubeconfig'));
}

function providedText(name: string, key: string, spec: RunSpec): string | undefined {
  if (key.startsWith('env@')) {
    throw new SetupFailure(`Secret '${name}' has the provider 'env', which the runner does not know.`);
  }
  for (const [pattern, needed] of NEEDED) {
    const missing = pattern.test(key) ? needed.filter((other) => spec.secretKeys[other] === undefined) : [];
    if (missing.length > 0)
      throw new SetupFailure(`Secret '${name}' (${key}) needs ${missing.join(', ')} too.`);
  }
  if (LOGIN.test(key)) return `The sandbox stands in for the login with ${key}.`;
  if (GENERATED_KUBECONFIG.test(key)) return SANDBOX_KUBECONFIG;
  const text = spec.readSecret(key);
  return key.startsWith('file@') ? text?.trim() : text;
}
