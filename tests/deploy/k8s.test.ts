import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { OPTIONS } from '../../src/config/options.ts';
import { checkManifest, FOLDER, kustomization, type Manifest, manifests, settings } from './manifests.ts';

const deployment = manifests['deployment.yaml']!;
const pod = deployment.spec.template.spec;
const [container] = pod.containers;
const labels = deployment.spec.template.metadata.labels;

const altered = (change: (manifest: Manifest) => void): Manifest => {
  const copy = structuredClone(deployment);
  change(copy);
  return copy;
};

describe.each(Object.entries(manifests))('%s', (_file, manifest) => {
  test('is what the schema of its kind asks for, and has no field that it does not know', () => {
    expect(checkManifest(manifest)).toEqual([]);
  });

  test('can be found by the kustomization’s name for everything, and leaves the namespace to it', () => {
    expect(['runwhen-platform-mcp', kustomization.namespace]).toContain(manifest.metadata.name);
    expect(manifest.metadata.namespace).toBeUndefined();
  });
});

describe('the check of manifests', () => {
  test('names a misspelt field', () => {
    const misspelt = altered(({ spec }) => {
      spec.template.spec.containers[0].livenesProbe = { httpGet: { path: '/livez' } };
    });
    expect(checkManifest(misspelt)).toContain('spec.template.spec.containers.0.livenesProbe');
  });

  test('refuses a value of the wrong type', () => {
    const wrong = altered(({ spec }) => {
      spec.revisionHistoryLimit = 'three';
    });
    expect(() => checkManifest(wrong)).toThrow('revisionHistoryLimit');
  });

  test('refuses a missing field', () => {
    const missing = altered(({ spec }) => {
      delete spec.selector;
    });
    expect(() => checkManifest(missing)).toThrow('selector');
  });
});

test('the kustomization names every manifest in the folder', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');
  expect([...kustomization.resources].sort()).toEqual(files.sort());
});

test('changed settings roll the pods: they read a ConfigMap that is named after its content', () => {
  const [generated] = kustomization.configMapGenerator;
  expect(generated).toEqual({ name: container.envFrom[0].configMapRef.name, envs: ['settings.env'] });
  expect(kustomization.generatorOptions).toBeUndefined();
});

describe.each(readdirSync(join(FOLDER, 'components')))('component %s', (name) => {
  const folder = join(FOLDER, 'components', name);
  const component = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8'));
  const [manifest] = (component.resources as string[]).map(
    (file) => parse(readFileSync(join(folder, file), 'utf8')) as Manifest,
  ) as [Manifest];

  test('is one that kustomize takes, offered in the kustomization', () => {
    expect(component).toMatchObject({ apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component' });
    expect(readFileSync(join(FOLDER, 'kustomization.yaml'), 'utf8')).toContain(`#   - components/${name}`);
  });

  test('is about the pods, or the service, and ports that they have', () => {
    const { podSelector, selector, endpoints = [], ingress = [] } = manifest.spec;
    expect(labels).toMatchObject((podSelector ?? selector).matchLabels);
    const ports = [
      ...endpoints.map(({ port }: { port: string }) => port),
      ...ingress.flatMap(({ ports }: { ports: { port: string }[] }) => ports.map(({ port }) => port)),
    ];
    expect(new Set(ports)).toEqual(new Set(['http']));
  });
});

test('the network policy is what the schema of its kind asks for', () => {
  const file = join(FOLDER, 'components/network-policy/network-policy.yaml');
  expect(checkManifest(parse(readFileSync(file, 'utf8')))).toEqual([]);
});

test('the kustomization sets the image that the deployment runs', () => {
  expect(kustomization.images.map(({ name }: { name: string }) => name)).toContain(container.image);
});

test('service, autoscaler and disruption budget are about the deployment’s pods', () => {
  expect(labels).toMatchObject(deployment.spec.selector.matchLabels);
  expect(labels).toMatchObject(manifests['service.yaml']!.spec.selector);
  expect(labels).toMatchObject(manifests['pdb.yaml']!.spec.selector.matchLabels);
  const { apiVersion, kind, metadata } = deployment;
  expect(manifests['hpa.yaml']!.spec.scaleTargetRef).toEqual({ apiVersion, kind, name: metadata.name });
});

test('the way from the ingress to the container has no gap', () => {
  const [rule] = manifests['ingress.yaml']!.spec.rules;
  const service = manifests['service.yaml']!;
  expect(rule.http.paths.length).toBeGreaterThan(0);
  expect(service.spec.ports.length).toBeGreaterThan(0);
  for (const { backend } of rule.http.paths) {
    expect(backend.service.name).toBe(service.metadata.name);
    expect(service.spec.ports.map(({ name }: { name: string }) => name)).toContain(backend.service.port.name);
  }
  const named = container.ports.map(({ name }: { name: string }) => name);
  for (const { targetPort } of service.spec.ports) expect(named).toContain(targetPort);
  expect(container.ports[0].containerPort).toBe(Number(OPTIONS.port.default));
});

test('the ingress holds nothing back', () => {
  const { annotations = {} } = manifests['ingress.yaml']!.metadata;
  expect(annotations).toMatchObject({
    'nginx.ingress.kubernetes.io/proxy-buffering': 'off',
    'nginx.ingress.kubernetes.io/proxy-request-buffering': 'off',
  });
});

test('the ingress waits longer than a tool does', () => {
  const { annotations = {} } = manifests['ingress.yaml']!.metadata;
  expect(Number(annotations['nginx.ingress.kubernetes.io/proxy-read-timeout'])).toBeGreaterThan(
    Number(OPTIONS.maxPollDurationS.default),
  );
});

test('the ingress’s host is the one that the server is told', () => {
  const { hostname } = new URL(settings.MCP_BASE_URL!);
  const { rules, tls } = manifests['ingress.yaml']!.spec;
  expect(rules[0].host).toBe(hostname);
  expect(tls[0].hosts).toEqual([hostname]);
});

test('an alive copy that cannot serve gets no work, and is not restarted for it', () => {
  expect(container.livenessProbe.httpGet.path).toBe('/livez');
  expect(container.readinessProbe.httpGet.path).toBe('/health');
});

test('there is time to finish what is in flight when a copy is told to stop', () => {
  const pause = Number(container.lifecycle.preStop.exec.command[1]);
  expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(pause + 25);
});

test('the pod may do nothing but serve', () => {
  expect(pod.securityContext).toMatchObject({
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(pod.automountServiceAccountToken).toBe(false);
});

test('it runs as the image’s user', () => {
  const [, user, group] = /^USER (\d+):(\d+)$/m.exec(readFileSync('Dockerfile', 'utf8'))!;
  expect(pod.securityContext).toMatchObject({ runAsUser: Number(user), runAsGroup: Number(group) });
});

test('requests and limits are given', () => {
  expect(container.resources).toMatchObject({
    requests: { cpu: expect.any(String), memory: expect.any(String) },
    limits: { memory: expect.any(String) },
  });
});

test('the settings are options of the server, and none of them is a secret', () => {
  const open = Object.values(OPTIONS).filter((option) => !('secret' in option));
  expect(open.map(({ variable }) => variable)).toEqual(expect.arrayContaining(Object.keys(settings)));
});
