import { BEGUN, observations } from '../../rules/incident.ts';
import { AUTOSCALER, EVENTS, POD_RESTARTS, REPLICAS } from '../scripts/kubernetes.ts';
import { ERROR_RATE, LATENCY, LOG_PATTERN } from '../scripts/measures.ts';
import { SHARE } from '../scripts/metrics.ts';
import { kubernetes, type SlxSeed } from '../slx-seed.ts';

const CLUSTER = 'prod-eu-1';
const NAMESPACE = 'checkout';
/** What the checks of the incident see when it begins. */
const SEEN = observations(BEGUN);
const KUBECONFIG = { kubeconfig: 'k8s:file@secret/kubeconfig:kubeconfig' };

const POOL_REMEDY =
  'Set POOL_SIZE of payments-api back to 20, which release 2.41.0 doubled: task payments-api-pool-size does it. Then watch rds-payments-connections.';

const cartPods = [
  { name: 'cart-api-7b6d9f4c5-4jx2q', ready: true, restarts: 1, reason: 'Running' },
  { name: 'cart-api-7b6d9f4c5-9vkmp', ready: true, restarts: 0, reason: 'Running' },
  { name: 'cart-api-7b6d9f4c5-hw7sd', ready: true, restarts: 0, reason: 'Running' },
];

/** The incident's Kubernetes side: release 2.41.0 opens twice the database connections, and runs out of them. */
export const checkoutKubernetes: SlxSeed[] = [
  {
    name: 'checkout-api-pods',
    alias: 'Checkout API Pod Health',
    statement: 'Pods of checkout-api should run without restarting.',
    place: kubernetes(CLUSTER, NAMESPACE, 'checkout-api'),
    secrets: KUBECONFIG,
    task: {
      title: 'Check Pod Restarts of Deployment checkout-api',
      script: POD_RESTARTS,
      env: {
        APP: 'checkout-api',
        NAMESPACE,
        ...SEEN['checkout-api-pods'].task,
      },
      runtimeVars: [
        {
          name: 'RESTART_THRESHOLD',
          default: '5',
          description: 'Restarts of one pod that are accepted.',
          validation: { type: 'regex', pattern: '[0-9]{1,3}' },
        },
      ],
    },
    sli: { script: SHARE, env: SEEN['checkout-api-pods'].sli, value: 0.3333 },
    issues: [
      {
        title: 'checkout-api pods are crash-looping in namespace checkout: 4 of 6',
        severity: 1,
        details:
          'Restarted more than 5 times: checkout-api-6c9f7d5b8-2kq9x (23), checkout-api-6c9f7d5b8-7hd4m (21), checkout-api-6c9f7d5b8-b5wzt (22), checkout-api-6c9f7d5b8-qn8rf (19). Last state: CrashLoopBackOff, Error. 4 of 6 pods are not ready. Last log line: startup check failed: payments-api /ready answered 503',
        nextSteps:
          'Read why they stop: kubectl logs -n checkout deploy/checkout-api --previous --tail=50\nIf a release is to blame: kubectl rollout undo -n checkout deploy/checkout-api',
        seenHoursAgo: [0.4, 1.2, 2.1, 2.8],
      },
    ],
  },
  {
    name: 'checkout-api-replicas',
    alias: 'Checkout API Deployment Replicas',
    statement: 'checkout-api should have at least four replicas available.',
    place: kubernetes(CLUSTER, NAMESPACE, 'checkout-api'),
    secrets: KUBECONFIG,
    task: {
      title: 'Check Replicas of Deployment checkout-api',
      script: REPLICAS,
      env: {
        DEPLOYMENT: 'checkout-api',
        NAMESPACE,
        DESIRED: '6',
        ...SEEN['checkout-api-replicas'].task,
        MINIMUM: '4',
        REVISION: '41',
      },
    },
    issues: [
      {
        title: 'Deployment checkout-api has 2 of 6 replicas available in namespace checkout',
        severity: 2,
        details: 'Revision 41 wants 6 replicas and has 2; at least 4 carry the usual load.',
        nextSteps:
          'kubectl rollout status -n checkout deploy/checkout-api, then kubectl describe rs -n checkout -l app=checkout-api',
        seenHoursAgo: [0.5, 1.5, 2.7],
      },
    ],
  },
  {
    name: 'payments-api-db-pool',
    alias: 'Payments API Database Connection Pool',
    statement: 'payments-api should not run out of database connections.',
    place: kubernetes(CLUSTER, NAMESPACE, 'payments-api'),
    secrets: KUBECONFIG,
    task: {
      title: 'Scan payments-api Logs for an Exhausted Connection Pool',
      script: LOG_PATTERN,
      env: {
        APP: 'payments-api',
        TROUBLE: 'exhausted its database connection pool',
        REMEDY: POOL_REMEDY,
        ...SEEN['payments-api-db-pool'].task,
      },
      runtimeVars: [
        {
          name: 'LOG_PATTERN',
          default: 'ERROR pool:',
          description: 'Regular expression that a log line must match to count.',
          validation: { type: 'regex', pattern: '.{1,80}' },
        },
      ],
    },
    sli: { script: SHARE, env: SEEN['payments-api-db-pool'].sli, value: 0.9267 },
    issues: [
      {
        title: 'payments-api exhausted its database connection pool: 412 times in 15 minutes',
        severity: 1,
        details:
          '412 log lines match ERROR pool:, 20 are accepted. Most frequent: ERROR pool: timed out after 5000 ms waiting for payments-db (caller checkout-api)',
        nextSteps: POOL_REMEDY,
        seenHoursAgo: [0.3, 1.1, 2, 2.8, 3],
      },
      {
        title: 'payments-api waits for connections of payments-db: 57 times in 15 minutes',
        severity: 2,
        details: '57 log lines match ERROR pool:, 20 are accepted. Release 2.36.0 had raised the pool to 45.',
        nextSteps: 'Set POOL_SIZE of payments-api back to 20: task payments-api-pool-size does it.',
        seenHoursAgo: [481, 482],
        closedHoursAgo: 480,
      },
    ],
  },
  {
    name: 'payments-api-latency',
    alias: 'Payments API Latency',
    statement: '95% of payments-api requests should be answered within 800 ms.',
    place: kubernetes(CLUSTER, NAMESPACE, 'payments-api', 'service'),
    task: {
      title: 'Measure Latency of payments-api',
      script: LATENCY,
      env: {
        SERVICE: 'payments-api',
        ...SEEN['payments-api-latency'].task,
      },
    },
    issues: [
      {
        title: 'payments-api answers slowly: p95 2930 ms, limit 800 ms',
        severity: 2,
        details:
          'Of 20 sampled requests the slowest took 5004 ms; the median is 163 ms, the 95th percentile 2930 ms.',
        nextSteps: 'Look at what payments-api waits for; slow with a low median points to a pool or a lock.',
        seenHoursAgo: [0.3, 1.1, 2.9],
      },
    ],
  },
  {
    name: 'checkout-ingress-errors',
    alias: 'Checkout Ingress 5xx Rate',
    statement: 'Less than 1% of requests to the checkout ingress should fail.',
    place: kubernetes(CLUSTER, NAMESPACE, 'checkout-ingress', 'ingress'),
    task: {
      title: 'Measure the 5xx Rate of Ingress checkout-ingress',
      script: ERROR_RATE,
      env: {
        SERVICE: 'checkout-ingress',
        REQUESTS: '48200',
        ...SEEN['checkout-ingress-errors'].task,
        REMEDY: 'Most of the failed requests go to /api/checkout: start with the pods of checkout-api.',
      },
    },
    sli: { script: SHARE, env: SEEN['checkout-ingress-errors'].sli, value: 0.874 },
    issues: [
      {
        title: 'checkout-ingress fails 12.6% of requests',
        severity: 2,
        details: '6073 of 48200 requests failed within the last 15 minutes; 1% are accepted.',
        nextSteps: 'Most of the failed requests go to /api/checkout: start with the pods of checkout-api.',
        seenHoursAgo: [0.2, 0.7, 1.2, 2.6],
      },
    ],
  },
  {
    name: 'cart-api-pods',
    alias: 'Cart API Pod Health',
    statement: 'Pods of cart-api should run without restarting.',
    place: kubernetes(CLUSTER, NAMESPACE, 'cart-api'),
    secrets: KUBECONFIG,
    task: {
      title: 'Check Pod Restarts of Deployment cart-api',
      script: POD_RESTARTS,
      env: { APP: 'cart-api', NAMESPACE, PODS: JSON.stringify(cartPods) },
    },
    sli: { script: SHARE, env: { GOOD: '3', TOTAL: '3' }, value: 1 },
    issues: [
      {
        title: 'cart-api pods are crash-looping in namespace checkout: 1 of 3',
        severity: 2,
        details:
          'Restarted more than 5 times: cart-api-7b6d9f4c5-4jx2q (7). Last state: OOMKilled. 1 of 3 pods are not ready.',
        nextSteps: 'Read why they stop: kubectl logs -n checkout deploy/cart-api --previous --tail=50',
        seenHoursAgo: [70, 74],
        closedHoursAgo: 66,
      },
    ],
  },
  {
    name: 'checkout-autoscaler',
    alias: 'Checkout API Autoscaler',
    statement: 'The autoscaler of checkout-api should have room to add replicas.',
    place: kubernetes(CLUSTER, NAMESPACE, 'checkout-api', 'horizontalpodautoscaler'),
    secrets: KUBECONFIG,
    task: {
      title: 'Check Headroom of Autoscaler checkout-api',
      script: AUTOSCALER,
      env: {
        HPA: 'checkout-api',
        NAMESPACE,
        CURRENT: '6',
        MAXIMUM: '6',
        ...SEEN['checkout-autoscaler'].task,
        TARGET_PERCENT: '70',
      },
    },
    issues: [
      {
        title: 'HPA checkout-api is at its maximum of 6 replicas in namespace checkout',
        severity: 3,
        details: 'CPU is at 143% with a target of 70%, and the autoscaler may not add replicas.',
        nextSteps:
          'Raise maxReplicas: kubectl patch hpa -n checkout checkout-api --patch-file hpa.yaml, or find out why each request costs more.',
        seenHoursAgo: [0.6, 1.6, 2.5, 26],
      },
    ],
  },
  {
    name: 'checkout-namespace-events',
    alias: 'Checkout Namespace Warning Events',
    statement: 'Warning events in the checkout namespace should be known.',
    place: kubernetes(CLUSTER, NAMESPACE, 'checkout', 'namespace'),
    secrets: KUBECONFIG,
    task: {
      title: 'Summarise Warning Events of Namespace checkout',
      script: EVENTS,
      env: {
        NAMESPACE,
        ...SEEN['checkout-namespace-events'].task,
      },
    },
    issues: [
      {
        title: '148 warning events in namespace checkout within the last hour',
        severity: 4,
        details:
          'By reason: BackOff 85x, Unhealthy 61x, FailedScheduling 2x. Most of them concern pod/checkout-api-6c9f7d5b8-2kq9x.',
        nextSteps: 'kubectl get events -n checkout --field-selector type=Warning --sort-by=.lastTimestamp',
        seenHoursAgo: [0.8, 1.8, 2.8, 24, 48],
      },
    ],
  },
];
