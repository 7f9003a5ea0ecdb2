import { POD_RESTARTS } from './scripts/kubernetes.ts';
import { kubernetes, type SlxSeed } from './slx-seed.ts';

const SERVICES = [
  'catalog',
  'search',
  'pricing',
  'stock',
  'orders',
  'shipping',
  'returns',
  'reviews',
  'media',
];
const CLUSTERS = ['prod-eu-1', 'prod-eu-2', 'prod-us-1'];

/** So many pod checks of a large shop, for seeing how lists behave. */
export function generatedSlxs(count: number): SlxSeed[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => generatedSlx(index));
}

function generatedSlx(index: number): SlxSeed {
  const service = SERVICES[index % SERVICES.length] ?? 'service';
  const cluster = CLUSTERS[index % CLUSTERS.length] ?? 'cluster';
  const number = String(index + 1).padStart(5, '0');
  const app = `${service}-${number}`;
  return {
    name: `${app}-pods`,
    alias: `${app} Pod Health`,
    statement: `Pods of ${app} should run without restarting.`,
    place: kubernetes(cluster, service, app),
    secrets: { kubeconfig: 'k8s:file@secret/kubeconfig:kubeconfig' },
    task: {
      title: `Check Pod Restarts of Deployment ${app}`,
      script: POD_RESTARTS,
      env: {
        APP: app,
        NAMESPACE: service,
        PODS: JSON.stringify([{ name: `${app}-0`, ready: true, restarts: 0, reason: 'Running' }]),
      },
    },
  };
}
