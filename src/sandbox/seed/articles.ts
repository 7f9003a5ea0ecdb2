import type { Note } from '../state/chat-records.ts';

type ArticleSeed = Pick<Note, 'title' | 'content' | 'resourcePaths' | 'abstractEntities'> & Partial<Note>;

/** Knowledge base articles by workspace. */
export const ARTICLES: Record<string, ArticleSeed[]> = {
  'checkout-prod': [
    {
      title: 'Who owns checkout-api',
      content:
        'Team Basket owns checkout-api and cart-api. On call: #basket-oncall in Slack, 08:00-20:00 CET; outside those hours the platform team.',
      resourcePaths: ['kubernetes/prod-eu-1/checkout/checkout-api'],
      abstractEntities: ['ownership', 'on-call'],
      verified: true,
    },
    {
      title: 'payments-db connection budget',
      content:
        'payments-db allows 500 connections. payments-api runs 12 pods with 20 each; 400 in all is the most that leaves room. Raising the pool size or adding pods without PgBouncer has caused an outage before.',
      resourcePaths: ['kubernetes/prod-eu-1/checkout/payments-api'],
      abstractEntities: ['database', 'connection pool', 'postgres'],
      verified: true,
    },
    {
      title: 'Release process',
      content:
        'Deployments go out Monday to Thursday before 15:00 CET. Run the command pre-deploy-check first. Roll back with kubectl rollout undo.',
      resourcePaths: [],
      abstractEntities: ['release', 'deployment', 'rollback'],
    },
    {
      title: 'Dead letters of order events',
      content:
        'Up to 50 dead letters after a deployment of the order service are normal; they are replayed at 04:00 UTC. More than that, or older than a day, is a real problem.',
      resourcePaths: [],
      abstractEntities: ['queue', 'sqs', 'dead letter'],
    },
    {
      title: 'Old ingress controller',
      content: 'The nginx ingress of prod-eu-1 was replaced in March. Its dashboards are no longer filled.',
      resourcePaths: [],
      abstractEntities: ['ingress'],
      status: 'deprecated',
    },
  ],
  'pay-core-7': [
    {
      title: 'Staging is rebuilt on Sundays',
      content:
        'All workloads of aks-pay-staging restart on Sunday at 02:00 UTC. Restarts seen then need no action.',
      resourcePaths: [],
      abstractEntities: ['maintenance', 'restart'],
    },
  ],
};
