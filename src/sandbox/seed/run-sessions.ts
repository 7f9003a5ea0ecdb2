import type { RunSessionSeed } from './build-run-session.ts';

const ADA = 'ada@checkout.example';
const EDGAR = { persona: 'eager-edgar', requester: 'eager-edgar@runwhen.example' };

/** What ran lately in the checkout workspace: the investigation of the incident, and the routine before it. */
export const checkoutSessions: RunSessionSeed[] = [
  {
    hoursAgo: 2.8,
    source: 'sli_alert',
    notes: 'Checkout API Pod Health fell below 1.0',
    slxs: ['checkout-api-pods', 'payments-api-db-pool', 'checkout-namespace-events'],
    ...EDGAR,
  },
  {
    hoursAgo: 2.5,
    source: 'search',
    notes: 'Search: why does checkout fail to reach the payments database',
    slxs: ['rds-payments-connections', 'rds-payments-storage', 'checkout-autoscaler'],
    ...EDGAR,
  },
  {
    hoursAgo: 1.1,
    source: 'direct',
    notes: 'Is the pool still exhausted?',
    requester: ADA,
    slxs: ['payments-api-db-pool', 'payments-api-latency'],
  },
  {
    hoursAgo: 0.5,
    source: 'direct',
    notes: 'State before the rollback',
    requester: ADA,
    slxs: ['checkout-api-replicas', 'rds-payments-connections'],
  },
  {
    hoursAgo: 5,
    source: 'direct',
    notes: 'Daily check of secrets',
    requester: ADA,
    slxs: ['keyvault-checkout-expiry', 'cart-api-pods'],
  },
  {
    hoursAgo: 6,
    source: 'webhook',
    notes: 'Disk alert of analytics-ingest-0',
    slxs: ['gce-analytics-disk'],
    ...EDGAR,
  },
  {
    hoursAgo: 29,
    source: 'direct',
    notes: 'Daily check of secrets',
    requester: ADA,
    slxs: ['keyvault-checkout-expiry'],
  },
  {
    hoursAgo: 480.5,
    source: 'direct',
    notes: 'Pool of payments-api back to 20 after release 2.36.0',
    requester: ADA,
    slxs: ['payments-api-pool-size'],
  },
];

export const paymentsSessions: RunSessionSeed[] = [
  {
    hoursAgo: 3,
    source: 'direct',
    notes: 'Ledger after the load test',
    requester: ADA,
    slxs: ['ledger-pods', 'ledger-replicas'],
  },
];
