import { POD_RESTARTS, REPLICAS } from '../scripts/kubernetes.ts';
import { EXPIRY, LATENCY, USAGE } from '../scripts/measures.ts';
import { SHARE } from '../scripts/metrics.ts';
import { BROKEN } from '../scripts/shell.ts';
import { cloud, kubernetes, type SlxSeed } from '../slx-seed.ts';

const CLUSTER = 'aks-pay-staging';
const SUBSCRIPTION = 'pay-nonprod';
const AZURE = { azure_credentials: 'azure:sp@cli' };
const KUBECONFIG = { kubeconfig: 'azure:identity@kubeconfig:rg-pay-staging/aks-pay-staging' };

/** A staging environment on Azure, mostly well; one script in it does not keep to the contract. */
export const paymentsStaging: SlxSeed[] = [
  {
    name: 'ledger-pods',
    alias: 'Ledger Pod Health',
    statement: 'Pods of ledger should run without restarting.',
    place: kubernetes(CLUSTER, 'payments', 'ledger'),
    secrets: KUBECONFIG,
    task: {
      title: 'Check Pod Restarts of Deployment ledger',
      script: POD_RESTARTS,
      env: {
        APP: 'ledger',
        NAMESPACE: 'payments',
        PODS: JSON.stringify([
          { name: 'ledger-84c6b7d9f-x4k8r', ready: true, restarts: 0, reason: 'Running' },
          { name: 'ledger-84c6b7d9f-zt2hn', ready: true, restarts: 9, reason: 'OOMKilled' },
          { name: 'ledger-84c6b7d9f-pm6wj', ready: true, restarts: 0, reason: 'Running' },
        ]),
      },
    },
    sli: { script: SHARE, env: { GOOD: '3', TOTAL: '3' }, value: 1 },
    issues: [
      {
        title: 'ledger pods are crash-looping in namespace payments: 1 of 3',
        severity: 2,
        details:
          'Restarted more than 5 times: ledger-84c6b7d9f-zt2hn (9). Last state: OOMKilled. 0 of 3 pods are not ready.',
        nextSteps:
          'Read why they stop: kubectl logs -n payments deploy/ledger --previous --tail=50\nIf a release is to blame: kubectl rollout undo -n payments deploy/ledger',
        seenHoursAgo: [3, 9, 15],
      },
    ],
  },
  {
    name: 'ledger-replicas',
    alias: 'Ledger Deployment Replicas',
    statement: 'ledger should have at least two replicas available.',
    place: kubernetes(CLUSTER, 'payments', 'ledger'),
    secrets: KUBECONFIG,
    task: {
      title: 'Check Replicas of Deployment ledger',
      script: REPLICAS,
      env: {
        DEPLOYMENT: 'ledger',
        NAMESPACE: 'payments',
        DESIRED: '3',
        AVAILABLE: '3',
        MINIMUM: '2',
        REVISION: '12',
      },
    },
  },
  {
    name: 'psp-simulator-latency',
    alias: 'PSP Simulator Latency',
    statement: '95% of requests to the PSP simulator should be answered within 800 ms.',
    place: kubernetes(CLUSTER, 'payments', 'psp-simulator', 'service'),
    task: {
      title: 'Measure Latency of psp-simulator',
      script: LATENCY,
      env: {
        SERVICE: 'psp-simulator',
        SAMPLES_MS: JSON.stringify([31, 33, 36, 41, 47, 52, 58, 63, 77, 104]),
      },
    },
  },
  {
    name: 'cosmos-ledger-throughput',
    alias: 'Cosmos DB Ledger Throughput',
    statement: 'Cosmos DB account ledger should use less than 80% of its request units.',
    place: cloud('azure', SUBSCRIPTION, 'northeurope', 'cosmosdb', 'ledger-staging'),
    secrets: AZURE,
    task: {
      title: 'Check Throughput of Cosmos DB Account ledger-staging',
      script: USAGE,
      env: {
        RESOURCE: 'Cosmos DB account ledger-staging',
        MEASURE: 'RU/s',
        USED: '1870',
        CAPACITY: '4000',
        REMEDY: 'Find the hot partition first; raise the throughput only then.',
      },
    },
  },
  {
    name: 'appgateway-certificates',
    alias: 'Application Gateway Certificates',
    statement: 'Certificates of the staging gateway should not be about to expire.',
    place: cloud('azure', SUBSCRIPTION, 'northeurope', 'applicationgateway', 'agw-pay-staging'),
    secrets: AZURE,
    task: {
      title: 'Check Certificate Expiry of Application Gateway agw-pay-staging',
      script: EXPIRY,
      env: {
        STORE: 'agw-pay-staging',
        ITEMS: JSON.stringify({ 'pay-staging-example': 24, 'hooks-staging-example': 88 }),
      },
    },
    issues: [
      {
        title: 'pay-staging-example in agw-pay-staging expires in 24 days',
        severity: 3,
        details:
          'agw-pay-staging/pay-staging-example has 24 days left, less than the 30 that a rotation needs.',
        nextSteps:
          'Issue a new version of pay-staging-example, deploy it, then disable the old one in agw-pay-staging.',
        seenHoursAgo: [8, 32],
      },
    ],
  },
  {
    name: 'nightly-invoice-export',
    alias: 'Nightly Invoice Export',
    statement: 'The nightly export should write invoices.',
    place: kubernetes(CLUSTER, 'payments', 'invoice-export', 'cronjob'),
    task: { title: 'Check the Nightly Invoice Export', script: BROKEN, env: {} },
  },
];
