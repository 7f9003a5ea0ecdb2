import { BEGUN, observations } from '../../rules/incident.ts';
import { ERROR_RATE, USAGE } from '../scripts/measures.ts';
import { WITHIN_LIMIT } from '../scripts/metrics.ts';
import { BACKUP_AGE, QUEUE } from '../scripts/shell.ts';
import { cloud, type SlxSeed } from '../slx-seed.ts';

const SEEN = observations(BEGUN);
const ACCOUNT = '447102958831';
const REGION = 'eu-west-1';
const CREDENTIALS = { aws_credentials: 'aws:irsa@cli' };

/** The incident's database, and what else of checkout runs on AWS. */
export const checkoutAws: SlxSeed[] = [
  {
    name: 'rds-payments-connections',
    alias: 'RDS payments-db Connections',
    statement: 'RDS instance payments-db should have free connections.',
    place: cloud('aws', ACCOUNT, REGION, 'rds', 'payments-db'),
    secrets: CREDENTIALS,
    task: {
      title: 'Check Connections of RDS Instance payments-db',
      script: USAGE,
      env: {
        RESOURCE: 'RDS instance payments-db',
        MEASURE: 'connections',
        ...SEEN['rds-payments-connections'].task,
        CAPACITY: '500',
        REMEDY:
          'List who holds them: SELECT usename, count(*) FROM pg_stat_activity GROUP BY 1. payments-api 2.41.0 holds twice as many as 2.40.3 did.',
      },
    },
    sli: { script: WITHIN_LIMIT, env: { ...SEEN['rds-payments-connections'].sli, LIMIT: '400' }, value: 0 },
    issues: [
      {
        title: 'RDS instance payments-db uses 487 of 500 connections (97%)',
        severity: 2,
        details:
          'RDS instance payments-db has 487 of 500 connections in use, 97.4%; the warning starts at 80%, the alarm at 95%.',
        nextSteps:
          'List who holds them: SELECT usename, count(*) FROM pg_stat_activity GROUP BY 1. payments-api 2.41.0 holds twice as many as 2.40.3 did.',
        seenHoursAgo: [0.5, 1.5, 2.5, 3.1],
      },
    ],
  },
  {
    name: 'rds-payments-storage',
    alias: 'RDS payments-db Storage',
    statement: 'RDS instance payments-db should have a fifth of its storage free.',
    place: cloud('aws', ACCOUNT, REGION, 'rds', 'payments-db'),
    secrets: CREDENTIALS,
    task: {
      title: 'Check Storage of RDS Instance payments-db',
      script: USAGE,
      env: {
        RESOURCE: 'RDS instance payments-db',
        MEASURE: 'GiB',
        USED: '212',
        CAPACITY: '500',
        REMEDY: 'Turn on storage autoscaling, then look for bloated tables.',
      },
    },
  },
  {
    name: 'rds-payments-backup',
    alias: 'RDS payments-db Backup',
    statement: 'RDS instance payments-db should have a backup of the last 24 hours.',
    place: cloud('aws', ACCOUNT, REGION, 'rds', 'payments-db'),
    secrets: CREDENTIALS,
    task: {
      title: 'Check Backup Age of RDS Instance payments-db',
      script: BACKUP_AGE,
      env: {
        RESOURCE: 'RDS instance payments-db',
        AGE_HOURS: '9',
        LIMIT_HOURS: '24',
        JOB: 'rds-automated-backup',
      },
    },
  },
  {
    name: 'sqs-order-events-dlq',
    alias: 'SQS Order Events Dead Letters',
    statement: 'The dead letter queue of order events should be empty.',
    place: cloud('aws', ACCOUNT, REGION, 'sqs', 'order-events-dlq'),
    secrets: CREDENTIALS,
    task: {
      title: 'Count Dead Letters of Queue order-events-dlq',
      script: QUEUE,
      env: {
        QUEUE: 'order-events-dlq',
        ...SEEN['sqs-order-events-dlq'].task,
        LIMIT: '0',
        REMEDY:
          'Wait until checkout-api is healthy, then redrive order-events-dlq to order-events: task order-events-redrive does it.',
      },
    },
    issues: [
      {
        title: 'Queue order-events-dlq holds 37 messages',
        severity: 3,
        details: '37 messages wait, the oldest for 164 minutes; up to 0 are accepted.',
        nextSteps:
          'Wait until checkout-api is healthy, then redrive order-events-dlq to order-events: task order-events-redrive does it.',
        seenHoursAgo: [0.9, 1.9, 2.4],
      },
    ],
  },
  {
    name: 'elasticache-sessions-memory',
    alias: 'ElastiCache Session Store Memory',
    statement: 'The session store should use less than 80% of its memory.',
    place: cloud('aws', ACCOUNT, REGION, 'elasticache', 'checkout-sessions'),
    secrets: CREDENTIALS,
    task: {
      title: 'Check Memory of ElastiCache Cluster checkout-sessions',
      script: USAGE,
      env: {
        RESOURCE: 'ElastiCache cluster checkout-sessions',
        MEASURE: 'GiB',
        USED: '5.1',
        CAPACITY: '12.9',
        REMEDY: 'Shorten the time to live of sessions, or take the next node size.',
      },
    },
    sli: { script: WITHIN_LIMIT, env: { VALUE: '39', LIMIT: '80' }, value: 1 },
  },
  {
    name: 'lambda-receipt-mailer-errors',
    alias: 'Lambda Receipt Mailer Errors',
    statement: 'Less than 1% of receipt mailer invocations should fail.',
    place: cloud('aws', ACCOUNT, REGION, 'lambda', 'receipt-mailer'),
    secrets: CREDENTIALS,
    task: {
      title: 'Measure Errors of Lambda Function receipt-mailer',
      script: ERROR_RATE,
      env: {
        SERVICE: 'Lambda function receipt-mailer',
        REQUESTS: '1840',
        ERRORS: '41',
        REMEDY: 'aws logs tail /aws/lambda/receipt-mailer --since 1h --filter-pattern ERROR',
      },
    },
    issues: [
      {
        title: 'Lambda function receipt-mailer fails 2.2% of requests',
        severity: 4,
        details: '41 of 1840 requests failed within the last 15 minutes; 1% are accepted.',
        nextSteps: 'aws logs tail /aws/lambda/receipt-mailer --since 1h --filter-pattern ERROR',
        seenHoursAgo: [4, 28, 52],
      },
    ],
  },
];
