import { REPLICAS } from './scripts/kubernetes.ts';
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

/** So many checks of a large shop, for seeing how lists behave. */
export function generatedSlxs(count: number): SlxSeed[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => generatedSlx(index));
}

function generatedSlx(index: number): SlxSeed {
  const service = SERVICES[index % SERVICES.length] ?? 'service';
  const cluster = CLUSTERS[index % CLUSTERS.length] ?? 'cluster';
  const number = String(index + 1).padStart(5, '0');
  const app = `${service}-${number}`;
  return {
    name: `${app}-replicas`,
    alias: `${app} Deployment Replicas`,
    statement: `${app} should have at least two replicas available.`,
    place: kubernetes(cluster, service, app),
    secrets: { kubeconfig: 'k8s:file@secret/kubeconfig:kubeconfig' },
    task: {
      title: `Check Replicas of Deployment ${app}`,
      script: REPLICAS,
      env: {
        DEPLOYMENT: app,
        NAMESPACE: service,
        DESIRED: '3',
        AVAILABLE: '3',
        MINIMUM: '2',
        REVISION: '7',
      },
    },
  };
}
