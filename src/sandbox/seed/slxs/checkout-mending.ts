import { REDRIVE, SET_POOL_SIZE } from '../scripts/mending.ts';
import { cloud, kubernetes, type SlxSeed } from '../slx-seed.ts';

const ACCOUNT = '447102958831';

/** What changes the systems of checkout; everything else only looks at them. */
export const checkoutMending: SlxSeed[] = [
  {
    name: 'payments-api-pool-size',
    alias: 'Payments API Pool Size',
    statement: 'The database pool of payments-api should be sized to what payments-db has.',
    place: kubernetes('prod-eu-1', 'checkout', 'payments-api'),
    secrets: { kubeconfig: 'k8s:file@secret/kubeconfig:kubeconfig' },
    tags: { access: 'read-write' },
    task: {
      title: 'Set Database Pool Size of Deployment payments-api',
      script: SET_POOL_SIZE,
      env: { DEPLOYMENT: 'payments-api', NAMESPACE: 'checkout' },
      runtimeVars: [
        {
          name: 'POOL_SIZE',
          default: '20',
          description: 'Database connections of each pod; 12 pods share 500.',
          validation: { type: 'regex', pattern: '[1-9][0-9]?' },
        },
      ],
      acts: 'set-pool-size',
    },
  },
  {
    name: 'order-events-redrive',
    alias: 'SQS Order Events Redrive',
    statement: 'Dead letters of order events should be sent again once orders can be paid.',
    place: cloud('aws', ACCOUNT, 'eu-west-1', 'sqs', 'order-events-dlq'),
    secrets: { aws_credentials: 'aws:irsa@cli' },
    tags: { access: 'read-write' },
    task: {
      title: 'Redrive Queue order-events-dlq',
      script: REDRIVE,
      env: {
        QUEUE: 'order-events-dlq',
        SOURCE_ARN: `arn:aws:sqs:eu-west-1:${ACCOUNT}:order-events-dlq`,
      },
      acts: 'redrive-dead-letters',
    },
  },
];
