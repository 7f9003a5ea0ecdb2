import { COST, LOG_PATTERN, USAGE } from '../scripts/measures.ts';
import { SHARE } from '../scripts/metrics.ts';
import { BACKUP_AGE, QUEUE } from '../scripts/shell.ts';
import { cloud, kubernetes, type SlxSeed } from '../slx-seed.ts';

const PROJECT = 'acme-data-lake';
const REGION = 'europe-west4';
const GCP = { gcp_credentials: 'gcp:adc@cli' };

/** Another team's workspace on GCP, to look at only. */
export const dataLake: SlxSeed[] = [
  {
    name: 'pubsub-clickstream-backlog',
    alias: 'Pub/Sub Clickstream Backlog',
    statement: 'The clickstream subscription should hold less than 10000 messages.',
    place: cloud('gcp', PROJECT, REGION, 'pubsub', 'clickstream-sub'),
    secrets: GCP,
    task: {
      title: 'Count Messages of Subscription clickstream-sub',
      script: QUEUE,
      env: {
        QUEUE: 'clickstream-sub',
        WAITING: '48210',
        OLDEST_MINUTES: '37',
        LIMIT: '10000',
        REMEDY: 'Raise the worker count of job clickstream-to-bigquery.',
      },
    },
    issues: [
      {
        title: 'Queue clickstream-sub holds 48210 messages',
        severity: 3,
        details: '48210 messages wait, the oldest for 37 minutes; up to 10000 are accepted.',
        nextSteps: 'Raise the worker count of job clickstream-to-bigquery.',
        seenHoursAgo: [1.3, 2.3],
      },
    ],
  },
  {
    name: 'gcs-raw-backup',
    alias: 'Raw Bucket Backup',
    statement: 'The raw bucket should be copied every 24 hours.',
    place: cloud('gcp', PROJECT, REGION, 'storage', 'raw-events'),
    secrets: GCP,
    task: {
      title: 'Check Backup Age of Bucket raw-events',
      script: BACKUP_AGE,
      env: { RESOURCE: 'bucket raw-events', AGE_HOURS: '51', LIMIT_HOURS: '24', JOB: 'copy-raw-events' },
    },
    sli: { script: SHARE, env: { GOOD: '5', TOTAL: '7' }, value: 0.7143 },
    issues: [
      {
        title: 'Latest backup of bucket raw-events is 51 hours old',
        severity: 2,
        details:
          'Backups of bucket raw-events are due every 24 hours; the latest one that succeeded is 51 hours old.',
        nextSteps: 'Read the log of job copy-raw-events, then start it by hand.',
        seenHoursAgo: [2, 14, 26],
      },
    ],
  },
  {
    name: 'gke-spark-executor-memory',
    alias: 'Spark Executor Memory',
    statement: 'Spark executors should use less than 80% of their memory.',
    place: kubernetes('gke-lake-1', 'spark', 'spark-executor', 'statefulset'),
    task: {
      title: 'Check Memory of Spark Executors',
      script: USAGE,
      env: {
        RESOURCE: 'Spark executors',
        MEASURE: 'GiB',
        USED: '180',
        CAPACITY: '256',
        REMEDY: 'Lower spark.sql.shuffle.partitions.',
      },
    },
  },
  {
    name: 'airflow-task-failures',
    alias: 'Airflow Task Failures',
    statement: 'Airflow tasks should rarely fail.',
    place: kubernetes('gke-lake-1', 'airflow', 'airflow-scheduler'),
    task: {
      title: 'Scan Airflow Logs for Failed Tasks',
      script: LOG_PATTERN,
      env: {
        APP: 'airflow-scheduler',
        TROUBLE: 'marked tasks as failed',
        LOG_PATTERN: 'Marking task as FAILED',
        REMEDY: 'Open the grid view of the DAG and clear the failed tasks.',
        LOG: JSON.stringify({
          'INFO Marking task as FAILED. dag_id=sessions_daily': 3,
          'INFO heartbeat': 900,
        }),
      },
    },
  },
  {
    name: 'lake-daily-cost',
    alias: 'Data Lake Cost',
    statement: 'The daily cost of the data lake should not grow by a quarter.',
    place: cloud('gcp', PROJECT, 'eu', 'billing', 'acme-data-lake'),
    secrets: GCP,
    task: {
      title: 'Compare Daily Cost of Project acme-data-lake',
      script: COST,
      env: { ACCOUNT: PROJECT, DAILY_COST: JSON.stringify([310, 305.5, 322, 318, 309, 314, 316.4]) },
    },
  },
];
