import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseEnv } from 'dotenv';
import * as apps from 'kubernetes-models/apps/v1';
import * as autoscaling from 'kubernetes-models/autoscaling/v2';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as policy from 'kubernetes-models/policy/v1';
import * as core from 'kubernetes-models/v1';
import { parse } from 'yaml';

export const FOLDER = 'deploy/k8s';

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; annotations?: Record<string, string> };
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
  [field: string]: any;
}

/** The settings that the kustomization makes a ConfigMap of. */
export const settings = parseEnv(readFileSync(join(FOLDER, 'settings.env'), 'utf8'));

export const kustomization = parse(readFileSync(join(FOLDER, 'kustomization.yaml'), 'utf8'));

/** Every manifest that the kustomization names, by its file. */
export const manifests = Object.fromEntries(
  (kustomization.resources as string[]).map((file) => [
    file,
    parse(readFileSync(join(FOLDER, file), 'utf8')) as Manifest,
  ]),
);

const MODELS: Record<string, Record<string, unknown>> = {
  v1: core,
  'apps/v1': apps,
  'autoscaling/v2': autoscaling,
  'networking.k8s.io/v1': networking,
  'policy/v1': policy,
};

/**
 * Holds a manifest to the schema of its kind; throws what the schema says. Returns the paths of fields that the
 * schema does not know: the ones that its validator never looked at.
 */
export function checkManifest(manifest: Manifest): string[] {
  const Model = MODELS[manifest.apiVersion]?.[manifest.kind] as { prototype: { validate(): void } };
  const unread = new Set<string>();
  const observed = observeReads(manifest, '', unread);
  Model.prototype.validate.call(observed);
  return [...unread].sort();
}

/** The same value, which keeps in `unread` the paths of fields that nobody has read. */
function observeReads<T>(value: T, path: string, unread: Set<string>): T {
  if (typeof value !== 'object' || value === null) return value;
  const children = new Map<PropertyKey, unknown>();
  for (const [key, child] of Object.entries(value)) {
    const here = path ? `${path}.${key}` : key;
    children.set(key, observeReads(child, here, unread));
    unread.add(here);
  }
  return new Proxy(value, {
    get(target, key) {
      unread.delete(path ? `${path}.${String(key)}` : String(key));
      return children.has(key) ? children.get(key) : Reflect.get(target, key);
    },
  });
}
