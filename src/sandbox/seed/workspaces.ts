import { BEGUN, type Incident } from '../rules/incident.ts';
import type { Role } from '../state/records.ts';
import type { RunSessionSeed } from './build-run-session.ts';
import { checkoutSessions, paymentsSessions } from './run-sessions.ts';
import type { SlxSeed } from './slx-seed.ts';
import { checkoutAws } from './slxs/checkout-aws.ts';
import { checkoutAzureGcp } from './slxs/checkout-azure-gcp.ts';
import { checkoutKubernetes } from './slxs/checkout-kubernetes.ts';
import { checkoutMending } from './slxs/checkout-mending.ts';
import { dataLake } from './slxs/data-lake.ts';
import { identity } from './slxs/identity.ts';
import { paymentsStaging } from './slxs/payments-staging.ts';
import { USERS } from './users.ts';

export interface WorkspaceSeed {
  name: string;
  alias: string;
  description: string;
  /** Roles by e-mail. */
  members: Record<string, Role>;
  /** Private runners; the first one runs the seeded SLXs. */
  runners: { name: string; health: 'online' | 'stale' }[];
  /** Secret values by workspaceKey. */
  secrets: Record<string, string>;
  /** Without their #; none where no Slack is linked. */
  slackChannels?: string[];
  incident?: Incident;
  slxs: SlxSeed[];
  sessions: RunSessionSeed[];
}

const KUBECONFIG = 'apiVersion: v1\nkind: Config\nclusters: []\ncontexts: []\nusers: []\n';

export const WORKSPACES: WorkspaceSeed[] = [
  {
    name: 'checkout-prod',
    alias: 'Checkout (production)',
    description: 'The shop from cart to receipt: Kubernetes, and what it uses on AWS, Azure and GCP.',
    members: { [USERS.admin.email]: 'admin', [USERS.readonly.email]: 'readonly' },
    runners: [
      { name: 'checkout-prod-eu', health: 'online' },
      { name: 'checkout-prod-us', health: 'stale' },
    ],
    secrets: {
      'k8s:file@secret/kubeconfig:kubeconfig': KUBECONFIG,
      'aws:irsa@cli': 'AWS CLI signed in by workload identity.',
      'azure:sp@cli': 'Azure CLI signed in by service principal.',
      'gcp:adc@cli': 'gcloud signed in by default credentials.',
      'k8s:file@secret/slack-token:token': 'xoxb-sandbox',
      'k8s:file@secret/github:checkout-repo-token': 'ghs_sandbox',
    },
    incident: BEGUN,
    slackChannels: ['sre', 'basket-oncall', 'incidents'],
    slxs: [...checkoutKubernetes, ...checkoutAws, ...checkoutAzureGcp, ...checkoutMending],
    sessions: checkoutSessions,
  },
  {
    name: 'pay-core-7',
    alias: 'Payments Platform (staging)',
    description: 'Staging of the payments platform on Azure.',
    members: { [USERS.admin.email]: 'readwrite', [USERS.readonly.email]: 'readonly' },
    runners: [{ name: 'pay-staging-aks', health: 'online' }],
    secrets: {
      'azure:identity@kubeconfig:rg-pay-staging/aks-pay-staging': KUBECONFIG,
      'azure:sp@cli': 'Azure CLI signed in by service principal.',
    },
    slxs: paymentsStaging,
    sessions: paymentsSessions,
  },
  {
    name: 'data-lake',
    alias: 'Data Lake',
    description: 'Ingestion and storage of events, owned by another team.',
    members: { [USERS.admin.email]: 'readonly', 'dana@lake.example': 'admin' },
    runners: [{ name: 'lake-gke', health: 'online' }],
    secrets: { 'gcp:adc@cli': 'gcloud signed in by default credentials.' },
    slxs: dataLake,
    sessions: [],
  },
  {
    name: 'identity-core',
    alias: 'Identity',
    description: 'Sign-in and tokens.',
    members: { [USERS.outsider.email]: 'admin' },
    runners: [{ name: 'identity-eks', health: 'online' }],
    secrets: {},
    slxs: identity,
    sessions: [],
  },
];
