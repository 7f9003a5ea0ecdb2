import { COST, EXPIRY, USAGE } from '../scripts/measures.ts';
import { WITHIN_LIMIT } from '../scripts/metrics.ts';
import { QUEUE, REPLICATION_LAG } from '../scripts/shell.ts';
import { cloud, type SlxSeed } from '../slx-seed.ts';

const SUBSCRIPTION = 'checkout-shared';
const PROJECT = 'checkout-analytics';
const AZURE = { azure_credentials: 'azure:sp@cli' };
const GCP = { gcp_credentials: 'gcp:adc@cli' };

/** What of checkout runs on Azure and GCP: no part of the incident, and not all well either. */
export const checkoutAzureGcp: SlxSeed[] = [
  {
    name: 'keyvault-checkout-expiry',
    alias: 'Key Vault Secret Expiry',
    statement: 'Secrets in key vault kv-checkout-prod should not be about to expire.',
    place: cloud('azure', SUBSCRIPTION, 'westeurope', 'keyvault', 'kv-checkout-prod'),
    secrets: AZURE,
    task: {
      title: 'Check Secret Expiry in Key Vault kv-checkout-prod',
      script: EXPIRY,
      env: {
        STORE: 'kv-checkout-prod',
        ITEMS: JSON.stringify({ 'psp-signing-key': 6, 'fraud-api-token': 21, 'mail-relay-password': 143 }),
      },
      runtimeVars: [
        {
          name: 'WARN_DAYS',
          default: '30',
          description: 'Days left below which a secret is reported.',
          validation: { type: 'enum', values: ['7', '14', '30', '60'] },
        },
      ],
    },
    sli: { script: WITHIN_LIMIT, env: { VALUE: '30', LIMIT: '6' }, value: 0 },
    issues: [
      {
        title: 'psp-signing-key in kv-checkout-prod expires in 6 days',
        severity: 2,
        details: 'kv-checkout-prod/psp-signing-key has 6 days left, less than the 30 that a rotation needs.',
        nextSteps:
          'Issue a new version of psp-signing-key, deploy it, then disable the old one in kv-checkout-prod.',
        seenHoursAgo: [5, 29, 53, 77],
      },
      {
        title: 'fraud-api-token in kv-checkout-prod expires in 21 days',
        severity: 3,
        details: 'kv-checkout-prod/fraud-api-token has 21 days left, less than the 30 that a rotation needs.',
        nextSteps:
          'Issue a new version of fraud-api-token, deploy it, then disable the old one in kv-checkout-prod.',
        seenHoursAgo: [5, 29, 53, 77],
      },
    ],
  },
  {
    name: 'servicebus-notifications-backlog',
    alias: 'Service Bus Notification Backlog',
    statement: 'The notification queue should hold less than 500 messages.',
    place: cloud('azure', SUBSCRIPTION, 'westeurope', 'servicebus', 'notifications'),
    secrets: AZURE,
    task: {
      title: 'Count Messages of Service Bus Queue notifications',
      script: QUEUE,
      env: {
        QUEUE: 'notifications',
        WAITING: '12',
        OLDEST_MINUTES: '1',
        LIMIT: '500',
        REMEDY: 'Scale out notification-worker.',
      },
    },
  },
  {
    name: 'gce-analytics-disk',
    alias: 'GCE analytics-ingest-0 Disk',
    statement: 'The data disk of analytics-ingest-0 should have a fifth of its space free.',
    place: cloud('gcp', PROJECT, 'europe-west1', 'compute', 'analytics-ingest-0'),
    secrets: GCP,
    task: {
      title: 'Check Data Disk of Instance analytics-ingest-0',
      script: USAGE,
      env: {
        RESOURCE: 'Disk /data of analytics-ingest-0',
        MEASURE: 'GiB',
        USED: '912',
        CAPACITY: '1000',
        REMEDY:
          'It fills by 11 GiB a day: delete partitions older than 90 days, or run gcloud compute disks resize analytics-data-0 --size=1500.',
      },
    },
    sli: { script: WITHIN_LIMIT, env: { VALUE: '91', LIMIT: '80' }, value: 0 },
    issues: [
      {
        title: 'Disk /data of analytics-ingest-0 uses 912 of 1000 GiB (91%)',
        severity: 3,
        details:
          'Disk /data of analytics-ingest-0 has 912 of 1000 GiB in use, 91.2%; the warning starts at 80%, the alarm at 95%.',
        nextSteps:
          'It fills by 11 GiB a day: delete partitions older than 90 days, or run gcloud compute disks resize analytics-data-0 --size=1500.',
        seenHoursAgo: [6, 30, 54, 78, 102],
      },
    ],
  },
  {
    name: 'cloudsql-reporting-lag',
    alias: 'Cloud SQL Reporting Replica Lag',
    statement: 'The reporting replica should be less than a minute behind.',
    place: cloud('gcp', PROJECT, 'europe-west1', 'cloudsql', 'reporting-replica'),
    secrets: GCP,
    task: {
      title: 'Check Replication Lag of Cloud SQL Replica reporting-replica',
      script: REPLICATION_LAG,
      env: { REPLICA: 'reporting-replica', LAG_SECONDS: '4', LIMIT_SECONDS: '60' },
    },
    issues: [
      {
        title: 'Replica reporting-replica is 311 seconds behind',
        severity: 3,
        details: 'reporting-replica lags 311 s behind its primary; 60 s are accepted.',
        nextSteps:
          'Look for long transactions on the primary, then for a full disk or CPU on reporting-replica.',
        seenHoursAgo: [98, 99],
        closedHoursAgo: 96,
      },
    ],
  },
  {
    name: 'bigquery-analytics-cost',
    alias: 'BigQuery Cost',
    statement: 'The daily cost of BigQuery should not grow by a quarter.',
    place: cloud('gcp', PROJECT, 'eu', 'bigquery', 'checkout-analytics'),
    secrets: GCP,
    task: {
      title: 'Compare Daily Cost of Project checkout-analytics',
      script: COST,
      env: { ACCOUNT: PROJECT, DAILY_COST: JSON.stringify([41.2, 39.8, 40.5, 42.1, 40.9, 43, 57.6]) },
    },
    issues: [
      {
        title: 'checkout-analytics cost 58 EUR yesterday, 40% more than usual',
        severity: 4,
        details: 'The mean of the 6 days before is 41.25 EUR; growth under 25% is accepted.',
        nextSteps: "Group yesterday's cost of checkout-analytics by SKU and compare it with the week before.",
        seenHoursAgo: [7],
      },
    ],
  },
];
